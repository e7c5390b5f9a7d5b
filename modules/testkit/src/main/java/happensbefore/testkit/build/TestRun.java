package happensbefore.testkit.build;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;

/// Whether a module's tests need to run: not when they have passed in this clone with the very same inputs.
///
/// Three files in `target/tests`, so that `mvn clean` forgets: `begun` while tests run, `passed` when they did, and
/// `run.properties`, with which Maven skips them. A run that begins takes `passed` away; only the end of a run whose
/// reports are complete, and whose inputs are still those of its beginning, puts it back.
final class TestRun {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final TestInputs inputs;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final Path target;
    private final Path begun;
    private final Path passed;
    private final Path run;

    TestRun(TestInputs inputs, Map<String, String> environment, PrintStream out) {
        this.inputs = inputs;
        this.environment = environment;
        this.out = out;
        this.target = inputs.module().resolve("target");
        this.begun = target.resolve("tests/begun");
        this.passed = target.resolve("tests/passed");
        this.run = target.resolve("tests/run.properties");
    }

    /// Maven calls it before a module's tests and after them.
    ///
    /// @param args `begin` or `end`; the project; the module; what the tests read, `module` or `project`; their
    ///     class path
    static void main(String[] args) throws IOException {
        TestInputs inputs = TestInputs.of(Path.of(args[1]), Path.of(args[2]), args[3].equals("project"), args[4]);
        new TestRun(inputs, System.getenv(), System.out).step(args[0]);
    }

    void step(String name) throws IOException {
        try {
            switch (name) {
                case "begin" -> begin();
                case "end" -> end();
                default -> throw new IllegalArgumentException(name);
            }
        } catch (IOException | UncheckedIOException e) {
            // Such as a file that vanished while it was read: no reason to fail a build, nor to remember anything.
            forget();
            out.printf(
                    "%s: the next build runs the tests again: %s%n",
                    inputs.module().getFileName(), e);
        }
    }

    private void forget() throws IOException {
        Files.deleteIfExists(begun);
        Files.deleteIfExists(passed);
        Files.deleteIfExists(run);
    }

    void begin() throws IOException {
        Files.deleteIfExists(begun);
        Files.deleteIfExists(run);
        MavenCommand command = MavenCommand.of(environment);
        if (command.none()) {
            return;
        }
        if (!command.plain()) {
            Files.deleteIfExists(passed);
            return;
        }
        String number = inputs.number(environment);
        if (!command.all() && Files.isRegularFile(passed)) {
            String[] known = Files.readString(passed).strip().split(" ", 2);
            if (known.length == 2 && known[0].equals(number)) {
                write(run, "skipTests=true\n");
                out.printf(
                        "%s: tests not run: nothing that they depend on has changed since they passed, %s."
                                + " To run all: mvn verify -Dprove.all, or mvn clean verify%n",
                        inputs.module().getFileName(),
                        MINUTE.format(Instant.parse(known[1]).atZone(ZoneId.systemDefault())));
                return;
            }
        }
        Files.deleteIfExists(passed);
        write(begun, number);
    }

    void end() throws IOException {
        if (!Files.isRegularFile(begun)) {
            return;
        }
        String number = Files.readString(begun);
        Optional<String> gap = inputs.number(environment).equals(number)
                ? new TestReports(target).gap(Files.getLastModifiedTime(begun))
                : Optional.of("something that they depend on changed while they ran");
        Files.delete(begun);
        if (gap.isPresent()) {
            out.printf(
                    "%s: the next build runs the tests again: %s%n",
                    inputs.module().getFileName(), gap.get());
        } else {
            write(passed, number + " " + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\n");
        }
    }

    private static void write(Path file, String text) throws IOException {
        Path directory = file.resolveSibling("");
        Files.createDirectories(directory);
        Path written = Files.createTempFile(directory, "tests", ".tmp");
        Files.writeString(written, text);
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
