package happensbefore.demos;

import happensbefore.telemetry.Telemetry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/// A demo as a program of its own, which sends to the receiver it is told of.
///
/// It prints `started` when the load begins, and at its end one line `spans RECORDED`. It ends early when its
/// standard input does: then whoever started it is gone.
public final class DemoMain {
    private static final int ABANDONED = 130;

    private DemoMain() {}

    /// @param arguments topic, endpoint, threads, milliseconds, seed
    public static void main(String[] arguments) throws InterruptedException {
        Demo demo = Demo.of(arguments[0]).orElseThrow();
        endWithStandardInput();
        try (Telemetry telemetry = Telemetry.sendingTo(URI.create(arguments[1]), "demo-" + demo.topic())) {
            System.out.println("started");
            demo.run(
                    telemetry.openTelemetry(),
                    new Load(
                            Integer.parseInt(arguments[2]),
                            Duration.ofMillis(Long.parseLong(arguments[3])),
                            Long.parseLong(arguments[4]),
                            telemetry::flush));
            System.out.println("spans " + telemetry.spanDelivery().recorded());
        }
    }

    private static void endWithStandardInput() {
        Thread.ofPlatform().daemon().name("demo-stdin").start(() -> {
            try {
                while (System.in.read() >= 0) {}
            } catch (IOException e) {
                // As good as its end.
            }
            Runtime.getRuntime().halt(ABANDONED);
        });
    }
}
