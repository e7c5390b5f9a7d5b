package happensbefore.workbook.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.catalog.Workspace;
import happensbefore.workbook.compile.ClassPath;
import happensbefore.workbook.worker.WorkerCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import javax.tools.ToolProvider;

/// A small exercise of the tests' own: its JUnit and jcstress tests compiled against its solution, which is then
/// left out, as the build does it.
final class Fixture {
    static final String EDIT = "FixtureBox.java";
    private static final Path SOURCES = Path.of("src/test/resources/ladder-fixture");

    private final Path root;
    private final Path tests;

    /// One that was compiled into this folder before.
    static Fixture compiledIn(Path root) {
        return new Fixture(root);
    }

    static Fixture compileIn(Path root) {
        Fixture fixture = new Fixture(root);
        fixture.compile();
        return fixture;
    }

    private Fixture(Path root) {
        this.root = root;
        this.tests = root.resolve("tests");
    }

    private void compile() {
        try {
            Path solution = Files.createDirectories(root.resolve("solution-classes"));
            Files.createDirectories(tests);
            javac(solution, "", EDIT);
            javac(
                    tests,
                    solution.toString(),
                    "FixtureBoxTest.java",
                    "FixtureBoxInterleavings.java",
                    "IncrementsAreNotLostStress.java");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void javac(Path to, String first, String... files) {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "-d",
                to.toString(),
                "-cp",
                first + java.io.File.pathSeparator + System.getProperty("java.class.path")));
        if (first.isEmpty()) {
            arguments.add("-proc:none");
        } else {
            arguments.addAll(
                    List.of("-processor", org.openjdk.jcstress.infra.processors.JCStressTestProcessor.class.getName()));
        }
        for (String file : files) {
            arguments.add(SOURCES.resolve(file).toString());
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(status).isZero();
    }

    WorkerCommand command() {
        WorkerCommand own = WorkerCommand.ofThisProcess(new Workspace(root));
        List<Path> entries = own.classPath().entries().stream()
                .filter(entry -> !entry.endsWith("test-classes"))
                .toList();
        return new WorkerCommand(new ClassPath(entries).startingWith(tests), 128, List.of(root.resolve("workers")));
    }

    static Exercise exercise(Duration behave, Rung... rungs) {
        SequencedMap<Rung, Duration> budgets = new LinkedHashMap<>();
        budgets.put(Rung.COMPILE, Duration.ofSeconds(60));
        for (Rung rung : rungs) {
            budgets.put(rung, rung == Rung.BEHAVE ? behave : Duration.ofSeconds(60));
        }
        return new Exercise(
                "fixture-box",
                List.of(),
                "fixtures",
                "F1",
                "A box",
                Exercise.Level.EASY,
                Exercise.Kind.FIX,
                EDIT,
                budgets,
                new Exercise.Expected(Rung.BEHAVE, FindingKind.TEST_FAILED),
                List.of(),
                List.of(),
                List.of());
    }

    static String solution() {
        try {
            return Files.readString(SOURCES.resolve(EDIT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A box whose `increment` is this code, with `int count` to count in.
    static String box(String increment) {
        return """
                package happensbefore.exercises.fixturebox;

                public class FixtureBox {
                    private int count;

                    public int increment() {
                        %s
                    }

                    public int get() {
                        return count;
                    }
                }
                """.formatted(increment);
    }

    /// A new folder with the text as the file to edit.
    Path sources(String text) {
        try {
            Path folder = Files.createTempDirectory(root, "sources-");
            Files.writeString(folder.resolve(EDIT), text);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
