package happensbefore.testkit.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests are passed over only when they have passed, all of them, with the same inputs.
class TestRunTest {
    /// A class that stands for a test: any one will do.
    private static final String TEST = "happensbefore.testkit.build.TestRunTest";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Map<String, String> environment = new HashMap<>(Map.of("MAVEN_CMD_LINE_ARGS", " -o -q verify"));

    @TempDir
    private Path project;

    private Path library;

    @BeforeEach
    void makeProject(@TempDir Path elsewhere) throws IOException {
        write("pom.xml", "<project/>");
        write("docs/page.md", "# Page");
        write("modules/up/target/classes/Up.class", "up");
        write("modules/down/pom.xml", "<project/>");
        write("modules/down/src/test/java/DownTest.java", "class DownTest {}");
        write("modules/down/target/classes/Down.class", "down");
        library = Files.writeString(elsewhere.resolve("library.jar"), "library");
        Path compiled = project.resolve("modules/down/target/test-classes").resolve(TEST.replace('.', '/') + ".class");
        Files.createDirectories(Objects.requireNonNull(compiled.getParent()));
        try (InputStream own = TestRunTest.class.getResourceAsStream("TestRunTest.class")) {
            Files.copy(Objects.requireNonNull(own), compiled);
        }
    }

    @Test
    void testsThatPassedAreNotRunAgain() throws IOException {
        passOnce();

        assertThat(begins()).isFalse();
        assertThat(said())
                .matches("down: tests not run: .* since they passed, \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d\\. To run all:"
                        + " mvn verify -Dprove\\.all, or mvn clean verify\\R");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "pom.xml",
                ".mvn/jvm.config",
                "modules/up/target/classes/Up.class",
                "modules/down/pom.xml",
                "modules/down/src/test/java/DownTest.java",
                "modules/down/src/test/resources/new.txt",
                "modules/down/target/classes/Down.class",
                "modules/down/target/test-classes/Helper.class",
                "modules/testkit/src/main/java/happensbefore/testkit/build/TestRun.java"
            })
    void anInputThatChangesRunsThem(String input) throws IOException {
        passOnce();
        write(input, "changed");

        assertThat(begins()).isTrue();
    }

    @Test
    void anInputThatGoesAwayRunsThem() throws IOException {
        passOnce();
        Files.delete(project.resolve("modules/down/src/test/java/DownTest.java"));

        assertThat(begins()).isTrue();
    }

    @Test
    void whatIsOnlyTouchedDoesNot() throws IOException {
        passOnce();
        Files.setLastModifiedTime(project.resolve("modules/up/target/classes/Up.class"), FileTime.from(Instant.EPOCH));

        assertThat(begins()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"modules/down/jcstress-results-2026.bin.gz", "modules/down/.attach_pid7", ".workbook/state"})
    void whatIsNeverCommittedDoesNot(String left) throws IOException {
        passOnce();
        write(left, "left behind");

        assertThat(begins()).isFalse();
    }

    @Test
    void aLibraryThatIsReplacedRunsThem() throws IOException {
        passOnce();
        Files.setLastModifiedTime(library, FileTime.from(Instant.EPOCH));

        assertThat(begins()).isTrue();
    }

    @Test
    void aFileElsewhereInTheProjectCountsForTestsThatReadIt() throws IOException {
        passOnce();
        write("docs/page.md", "# Changed");
        assertThat(begins()).isFalse();

        TestRun reading = run(true);
        reading.begin();
        report(0, 0);
        reading.end();
        write("docs/page.md", "# Changed again");
        reading.begin();
        assertThat(file("run.properties")).doesNotExist();
    }

    @Test
    void anotherJvmOptionRunsThem() throws IOException {
        passOnce();
        environment.put("JAVA_TOOL_OPTIONS", "-Xint");

        assertThat(begins()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-Dtest=One verify",
                "verify -D test=One",
                "verify --define test=One",
                "-Dgroups=fast verify",
                "-Dsurefire.excludes=One verify",
                "-Dmaven.test.failure.ignore verify",
                "-DskipTests=false verify",
                "-DargLine=-Xint verify"
            })
    void aRunOfSomeTestsOrOtherwiseLeavesNoTrace(String command) throws IOException {
        passOnce();
        environment.put("MAVEN_CMD_LINE_ARGS", command);

        assertThat(begins()).isTrue();
        report(0, 0);
        run(false).end();

        assertThat(file("passed")).doesNotExist();
    }

    @Test
    void aMavenThatDoesNotSayHowItWasStartedLeavesNoTrace() throws IOException {
        passOnce();
        environment.clear();

        assertThat(begins()).isTrue();
        report(0, 0);
        run(false).end();

        assertThat(file("passed")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-DskipTests package", "package -Dmaven.test.skip=true"})
    void aBuildWithoutTestsKeepsWhatIsKnownAndAddsNothing(String command) throws IOException {
        environment.put("MAVEN_CMD_LINE_ARGS", command);
        begins();
        run(false).end();
        assertThat(file("passed")).doesNotExist();

        environment.put("MAVEN_CMD_LINE_ARGS", "verify");
        passOnce();
        environment.put("MAVEN_CMD_LINE_ARGS", command);
        begins();
        run(false).end();
        assertThat(file("passed")).exists();
    }

    @Test
    void allCanBeRunAndAreRemembered() throws IOException {
        passOnce();
        environment.put("MAVEN_CMD_LINE_ARGS", "verify -Dprove.all");
        assertThat(begins()).isTrue();
        report(0, 0);
        run(false).end();

        environment.put("MAVEN_CMD_LINE_ARGS", "verify");
        assertThat(begins()).isFalse();
    }

    @Test
    void aRunThatDoesNotEndIsNotRemembered() throws IOException {
        passOnce();
        environment.put("MAVEN_CMD_LINE_ARGS", "verify -Dprove.all");
        begins();
        environment.put("MAVEN_CMD_LINE_ARGS", "verify");

        assertThat(begins()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 0", "0 1"})
    void aFailureIsNotRemembered(String counts) throws IOException {
        begins();
        List<String> each = List.of(counts.split(" "));
        report(Integer.parseInt(each.getFirst()), Integer.parseInt(each.getLast()));
        run(false).end();

        assertThat(said()).contains(TEST + " did not pass");
        assertThat(begins()).isTrue();
    }

    @Test
    void aTestClassWithoutItsReportIsNotRemembered() throws IOException {
        begins();
        run(false).end();

        assertThat(said()).contains("no report says that " + TEST + " ran");
        assertThat(begins()).isTrue();
    }

    @Test
    void aReportOfAnEarlierRunDoesNotCount() throws IOException {
        report(0, 0);
        Files.setLastModifiedTime(reportFile(), FileTime.from(Instant.now().minusSeconds(60)));
        begins();
        run(false).end();

        assertThat(said()).contains("no report says that " + TEST + " ran");
    }

    @Test
    void whatChangedWhileTheyRanWasNotTested() throws IOException {
        begins();
        write("modules/down/src/test/java/DownTest.java", "class DownTest { int changed; }");
        report(0, 0);
        run(false).end();

        assertThat(said()).contains("changed while they ran");
        assertThat(begins()).isTrue();
    }

    @Test
    void inputsThatCannotBeReadAreForgotten() throws IOException {
        passOnce();
        write("modules/up/target/up.jar", "no archive");
        Path broken = project.resolve("modules/up/target/up.jar");

        new TestRun(
                        new TestInputs(project, project.resolve("modules/down"), false, List.of(broken)),
                        environment,
                        new PrintStream(out, true, StandardCharsets.UTF_8))
                .step("begin");

        assertThat(said()).contains("the next build runs the tests again: java.util.zip.ZipException");
        assertThat(file("passed")).doesNotExist();
        assertThat(file("begun")).doesNotExist();
        assertThat(file("run.properties")).doesNotExist();
    }

    private void passOnce() throws IOException {
        assertThat(begins()).isTrue();
        report(0, 0);
        run(false).end();
        assertThat(said()).isEmpty();
    }

    /// Whether Maven runs the tests.
    private boolean begins() throws IOException {
        run(false).begin();
        return !Files.exists(file("run.properties"));
    }

    private TestRun run(boolean readsProject) {
        return new TestRun(
                new TestInputs(
                        project,
                        project.resolve("modules/down"),
                        readsProject,
                        List.of(
                                project.resolve("modules/down/target/test-classes"),
                                project.resolve("modules/down/target/classes"),
                                project.resolve("modules/up/target/classes"),
                                library)),
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private void report(int errors, int failures) throws IOException {
        write(
                project.relativize(reportFile()).toString(),
                "<?xml version=\"1.0\"?>\n<testsuite name=\"x\" tests=\"3\" errors=\"%d\" skipped=\"0\" failures=\"%d\">"
                        .formatted(errors, failures));
    }

    private Path reportFile() {
        return project.resolve("modules/down/target/surefire-reports/TEST-" + TEST + ".xml");
    }

    private Path file(String name) {
        return project.resolve("modules/down/target/tests").resolve(name);
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private void write(String path, String text) throws IOException {
        Path file = project.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }
}
