package happensbefore.benchmarks.spanexport;

import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceiverSettings;
import happensbefore.telemetry.receiver.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/// An OTLP receiver as a process of its own. Says where it listens; then, for each line it is sent, how many
/// spans have arrived. Ends with its input.
public final class ReceiverProgram {
    private ReceiverProgram() {}

    /// @param args none
    public static void main(String[] args) throws IOException {
        try (EmbeddedReceiver receiver =
                        EmbeddedReceiver.start(ReceiverSettings.anyFreePort().withMaxItems(1));
                BufferedReader questions =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(receiver.grpcEndpoint());
            while (questions.readLine() != null) {
                System.out.println(receiver.counts(Signal.TRACES).received());
            }
        }
    }
}
