package happensbefore.workbook.stress;

import happensbefore.stress.driver.JcstressConfig;
import happensbefore.stress.driver.StressDriver;
import happensbefore.stress.driver.StressFork;
import happensbefore.stress.driver.StressResult;
import happensbefore.stress.driver.StressVerdict;
import happensbefore.workbook.cli.ExitStatus;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.Verbosity;

/// Runs one step in a JVM of its own, and ends that JVM whatever it does.
///
/// One step at a time. `close` may be called from any thread: it ends the running JVM and lets no other start.
final class ForkedJvm implements AutoCloseable {
    /// What a JVM may take beyond its budget and the driver's own patience before it is killed.
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final int TOLD_LINES = 40;

    private final String classPath;
    private @Nullable Process running;
    private boolean closed;

    ForkedJvm(String classPath) {
        this.classPath = classPath;
    }

    /// @param budget of the tests themselves, the JVM's start not counted
    /// @return the first test's result at least; a test that ends the JVM or leaves threads running is the last one
    /// @throws InterruptedException when interrupted, or closed meanwhile
    List<StressResult> run(StressPlan.Step step, Duration budget, Consumer<StressResult> progress)
            throws IOException, InterruptedException {
        long started = System.nanoTime();
        Path directives = Files.createTempFile("stress-directives", ".json");
        Path errors = Files.createTempFile("stress-errors", ".txt");
        try {
            Process process = start(command(step, budget, directives(step, budget, directives)), errors);
            Thread watchdog = watch(process, budget.plus(StressDriver.PATIENCE).plus(GRACE));
            try {
                List<StressResult> results = read(process, progress);
                process.waitFor();
                if (isClosed() || process.exitValue() == ExitStatus.INTERRUPTED) { // Ctrl-C reaches both JVMs
                    throw new InterruptedException("closed");
                }
                return known(step, results, test -> failed(test, step, process.exitValue(), errors, started));
            } finally {
                process.destroyForcibly();
                watchdog.interrupt();
                watchdog.join();
            }
        } finally {
            Files.deleteIfExists(directives);
            Files.deleteIfExists(errors);
        }
    }

    /// Those that were run, and after them the one that ended the JVM.
    static List<StressResult> known(
            StressPlan.Step step, List<StressResult> results, Function<String, StressResult> failed) {
        List<StressResult> known = new ArrayList<>();
        for (StressResult result : results) {
            if (known.isEmpty() || result.verdict() != StressVerdict.NOT_RUN) {
                known.add(result);
            }
        }
        if (results.size() < step.tests().size()) {
            known.add(failed.apply(step.tests().get(results.size())));
        }
        return known;
    }

    /// How to compile the actors is told for one test: several are compiled as the JVM sees fit.
    private static List<String> directives(StressPlan.Step step, Duration budget, Path file) throws IOException {
        if (step.tests().size() > 1) {
            return List.of();
        }
        try (PrintWriter writer = new PrintWriter(file.toFile(), StandardCharsets.UTF_8)) {
            JcstressConfig.of(step.tests().getFirst(), budget, step.mode().compileMode(), List.of())
                    .generateDirectives(writer, new Verbosity(0));
        }
        return List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:CompilerDirectivesFile=" + file);
    }

    private List<String> command(StressPlan.Step step, Duration budget, List<String> directives) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:-RestrictContended",
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "--enable-preview")); // structured scopes
        command.addAll(directives);
        command.addAll(step.mode().flags());
        command.addAll(List.of(
                "-cp",
                classPath,
                StressFork.class.getName(),
                String.join(",", step.tests()),
                String.valueOf(budget.toMillis()),
                String.valueOf(step.mode().compileMode()),
                String.valueOf(StressDriver.PATIENCE.toMillis())));
        return command;
    }

    private synchronized Process start(List<String> command, Path errors) throws IOException, InterruptedException {
        if (closed) {
            throw new InterruptedException("closed");
        }
        Process process =
                new ProcessBuilder(command).redirectError(errors.toFile()).start();
        running = process;
        return process;
    }

    private synchronized boolean isClosed() {
        return closed;
    }

    private static Thread watch(Process process, Duration limit) {
        return Thread.ofVirtual().name("stress-watchdog").start(() -> {
            try {
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
            }
        });
    }

    private static List<StressResult> read(Process process, Consumer<StressResult> progress) throws IOException {
        List<StressResult> ended = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Optional<StressFork.Line> report = StressFork.decode(line);
                if (report.isPresent()) {
                    progress.accept(report.get().result());
                    report.filter(StressFork.Line::last)
                            .map(StressFork.Line::result)
                            .ifPresent(ended::add);
                }
            }
        }
        return ended;
    }

    private static StressResult failed(String test, StressPlan.Step step, int exit, Path errors, long started) {
        List<String> why = new ArrayList<>();
        why.add("The JVM ended with status " + exit + " and gave no result"
                + (step.mode().flags().isEmpty()
                        ? ""
                        : "; its flags: " + String.join(" ", step.mode().flags())));
        try {
            why.addAll(Files.readAllLines(errors, StandardCharsets.UTF_8).stream()
                    .limit(TOLD_LINES)
                    .toList());
        } catch (IOException e) {
            why.add("Its error output could not be read: " + e.getMessage());
        }
        Duration spent = Duration.ofNanos(System.nanoTime() - started);
        return StressResult.without(test, StressVerdict.ERROR, spent, why.toArray(String[]::new));
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (running != null) {
            running.destroyForcibly();
        }
    }
}
