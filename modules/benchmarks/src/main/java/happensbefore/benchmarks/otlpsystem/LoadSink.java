package happensbefore.benchmarks.otlpsystem;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import happensbefore.telemetry.receiver.OtlpServer;
import happensbefore.telemetry.receiver.OtlpSink;
import happensbefore.telemetry.receiver.ReceiverSettings;
import happensbefore.telemetry.receiver.Signal;
import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.LongAdder;

/// A backend that counts spans and does nothing else, so that a measurement is of what comes before it.
/// Any number of threads.
public final class LoadSink implements AutoCloseable {
    private static final int RESOURCE_SPANS = 1;
    private static final int SCOPE_SPANS = 2;
    private static final int SPANS = 2;

    private final LongAdder spans = new LongAdder();
    private final OtlpServer server = OtlpServer.start(ReceiverSettings.anyFreePort(), this::take);

    public URI endpoint() {
        return server.httpEndpoint();
    }

    public long spans() {
        return spans.sum();
    }

    private OtlpSink.Answer take(Signal signal, byte[] request) {
        if (signal == Signal.TRACES) {
            try {
                spans.add(count(CodedInputStream.newInstance(request), 0));
            } catch (IOException e) {
                return new OtlpSink.Answer.Malformed(String.valueOf(e.getMessage()));
            }
        }
        return OtlpSink.Answer.TAKEN;
    }

    /// @param depth 0 in the request, 1 in its resources, 2 in their scopes
    private static long count(CodedInputStream in, int depth) throws IOException {
        int wanted = WireFormat.WIRETYPE_LENGTH_DELIMITED
                | (depth == 0 ? RESOURCE_SPANS : depth == 1 ? SCOPE_SPANS : SPANS) << 3;
        long found = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (tag != wanted) {
                in.skipField(tag);
            } else if (depth == 2) {
                in.skipRawBytes(in.readRawVarint32());
                found++;
            } else {
                int outer = in.pushLimit(in.readRawVarint32());
                found += count(in, depth + 1);
                in.popLimit(outer);
            }
        }
        return found;
    }

    @Override
    public void close() {
        server.close();
    }
}
