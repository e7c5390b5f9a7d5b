package happensbefore.benchmarks.otlpsystem;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Puts a gateway under load and prints what it did: a generator, the gateway and the backend each in a
/// process of its own, all on this machine.
public final class LoadProgram {
    private static final int WARM_UP_SECONDS = 10;
    /// The generator may begin late on a busy machine, and must not end before the measurement.
    private static final int AFTERWARDS_SECONDS = 10;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final int LINES = 10;
    private static final String SETTINGS = """
            listen: {grpc: 0, http: 0, admin: 0}
            backends: [{name: sink, endpoint: 'http://127.0.0.1:%d', protocol: %s}]
            """;

    private LoadProgram() {}

    /// Fails when a span that the gateway acknowledged did not come to the backend.
    ///
    /// @param args seconds, spans per second to offer, services, the gateway's heap in MiB, and the protocol to
    ///     the backend
    public static void main(String[] args) throws IOException, InterruptedException {
        int seconds = Integer.parseInt(args[0]);
        try (LoadSink sink = new LoadSink()) {
            Process gateway = start(
                    // The heap is touched at the start: resident memory that rises later is none of it.
                    List.of("-Xmx" + args[3] + "m", "-Xms" + args[3] + "m", "-XX:+AlwaysPreTouch"),
                    LoadGateway.class,
                    SETTINGS.formatted(sink.endpoint().getPort(), args[4]));
            try (BufferedReader told = gateway.inputReader();
                    Writer ask = gateway.outputWriter()) {
                Process generator = start(
                        List.of("-Xmx512m"),
                        LoadGenerator.class,
                        lineOf(told),
                        args[2],
                        args[1],
                        Integer.toString(WARM_UP_SECONDS + seconds + AFTERWARDS_SECONDS));
                String acknowledged;
                try {
                    measure(new LoadWatch(gateway, generator, told, ask), seconds);
                    acknowledged = new String(generator.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                } finally {
                    generator.destroy();
                }
                ask.close();
                told.lines().forEach(System.out::println);
                conclude(acknowledged.strip(), sink.spans());
            } finally {
                gateway.destroy();
            }
        }
    }

    private static Process start(List<String> options, Class<?> program, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(
                "--sun-misc-unsafe-memory-access=allow"); // protobuf reads through Unsafe, of which the JVM would warn
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(Arrays.asList(args));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /// @throws IOException when the gateway has ended
    static String lineOf(BufferedReader told) throws IOException {
        String line = told.readLine();
        if (line == null) {
            throw new IOException("the gateway's process has ended");
        }
        return line;
    }

    private static void measure(LoadWatch watch, int seconds) throws IOException, InterruptedException {
        while (watch.look("look").state().received() == 0) {
            Thread.sleep(LOOK_AGAIN);
        }
        Thread.sleep(Duration.ofSeconds(WARM_UP_SECONDS));
        LoadReport report = new LoadReport(watch.look("mark"));
        int pace = Math.max(1, seconds / LINES);
        for (int second = pace; second <= seconds; second += pace) {
            Thread.sleep(Duration.ofSeconds(pace));
            report.add(second, watch.look("look"));
        }
        report.sum();
    }

    /// @param generated as the generator says it: acknowledged and lost
    private static void conclude(String generated, long arrived) {
        String[] spans = generated.split(" ");
        long acknowledged = Long.parseLong(spans[0]);
        System.out.printf(
                Locale.ROOT,
                "generator: %,d spans acknowledged, %,d given up%n",
                acknowledged,
                Long.parseLong(spans[1]));
        System.out.printf(
                Locale.ROOT,
                "backend: %,d spans; acknowledged and lost: %,d%n",
                arrived,
                Math.max(0, acknowledged - arrived));
        if (arrived < acknowledged) {
            throw new IllegalStateException("spans were lost that the gateway had acknowledged");
        }
    }
}
