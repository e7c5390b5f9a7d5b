package happensbefore.workbook.demo;

import happensbefore.demos.DemoMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The JVM that a demo runs in. It ends by itself; `close` ends it from any thread, and returns when it has ended.
final class DemoProcess implements AutoCloseable {
    private static final String STARTED = "started";
    private static final String SPANS = "spans ";
    private static final int TOLD_LINES = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Process process;
    private final Thread reader;
    private final Deque<String> said = new ArrayDeque<>(); // guarded by this
    private boolean started; // guarded by this
    private OptionalLong recorded = OptionalLong.empty(); // guarded by this

    private DemoProcess(Process process) {
        this.process = process;
        reader = Thread.ofVirtual().name("demo-output").start(this::read);
    }

    static DemoProcess start(String topic, URI endpoint, int threads, Duration duration, long seed) throws IOException {
        List<String> command = Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DemoMain.class.getName(),
                        topic,
                        endpoint,
                        threads,
                        duration.toMillis(),
                        seed)
                .map(String::valueOf)
                .toList();
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return new DemoProcess(builder.start());
    }

    private void read() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                take(line);
            }
        } catch (IOException e) {
            take("Its output could not be read: " + e.getMessage());
        }
    }

    private synchronized void take(String line) {
        if (line.equals(STARTED)) {
            started = true;
        } else if (line.startsWith(SPANS)) {
            recorded = OptionalLong.of(Long.parseLong(line.substring(SPANS.length())));
        } else {
            said.addLast(line);
            if (said.size() > TOLD_LINES) {
                said.removeFirst();
            }
        }
    }

    /// Whether its load has begun.
    synchronized boolean hasStarted() {
        return started;
    }

    /// @return whether it has ended within the bound
    boolean awaitEnd(Duration bound) throws InterruptedException {
        return process.waitFor(bound.toMillis(), TimeUnit.MILLISECONDS) && reader.join(PATIENCE);
    }

    /// How many spans ended, as it counted; empty when it did not get that far.
    synchronized OptionalLong recorded() {
        return process.isAlive() || process.exitValue() != 0 ? OptionalLong.empty() : recorded;
    }

    /// The last it said that is not a report.
    synchronized String said() {
        return String.join("\n", said);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        boolean interrupted = false;
        while (process.isAlive()) {
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
