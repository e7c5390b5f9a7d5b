package happensbefore.workbook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import happensbefore.workbook.Interrupts;
import happensbefore.workbook.catalog.Catalog;
import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.catalog.Workspace;
import happensbefore.workbook.dev.RealExercises;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Ctrl-C in a terminal, which `script` makes: the whole process group is told to end, the workbook and what it
/// started.
@Timeout(120)
class CtrlCTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path SCRIPT = Path.of("/usr/bin/script");

    @TempDir
    Path root;

    @ParameterizedTest
    @CsvSource({
        "run ID, behave",
        "watch ID, behave",
        "stress PlainStoreBufferingShowsBothZeroStress --time 60, fork 1",
        "bench CounterAlone --threads 1, benchmarks",
    })
    void endsAtOnceSaysSoAndLeavesNoProcess(String command, String shown) throws Exception {
        Workspace workspace = RealExercises.copyTo(root.toRealPath());
        Exercise exercise = Catalog.load(workspace).exercises().getFirst();
        RealExercises.edit(workspace.edit(exercise), code -> code.replace("last++;", "while (last >= 0) {}"));
        Path declared =
                workspace.root().resolve("exercises/" + exercise.topic() + "/" + exercise.id() + "/exercise.yaml");
        RealExercises.edit(declared, yaml -> yaml.replace("behave: 5s", "behave: 60s"));
        Path said = root.resolve("said");
        Process terminal = start(command.replace("ID", exercise.id()), said);
        try {
            await().atMost(LIMIT).untilAsserted(() -> {
                assertThat(text(said)).contains(shown);
                assertThat(javaBelow(terminal)).hasSizeGreaterThan(1);
            });
            List<ProcessHandle> started = javaBelow(terminal);

            try (OutputStream keyboard = terminal.getOutputStream()) {
                keyboard.write(3);
                keyboard.flush();
                assertThat(terminal.waitFor(60, TimeUnit.SECONDS)).isTrue();
            }

            assertThat(terminal.exitValue()).as(text(said)).isEqualTo(130);
            assertThat(text(said).strip()).endsWith(Ending.WORDS);
            await().atMost(LIMIT).until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            terminal.descendants().forEach(ProcessHandle::destroyForcibly);
            terminal.destroyForcibly();
        }
    }

    /// Ctrl-C reaches every JVM of the terminal, and each would end by itself. This signal reaches the workbook
    /// alone. JMH's fork ends without being told, too, when its host is gone: of `bench` only the outcome is shown.
    @ParameterizedTest
    @CsvSource({
        "stress PlainStoreBufferingShowsBothZeroStress --time 3600, fork 1",
        "bench CounterAlone --threads 1, benchmarks",
    })
    void whatMeasuresEndsWithTheWorkbookThatIsTold(String command, String shown) throws Exception {
        RealExercises.copyTo(root.toRealPath());
        Path said = root.resolve("said");
        List<String> java = new ArrayList<>(java(System.getProperty("java.class.path")));
        java.addAll(List.of(command.split(" ")));
        ProcessBuilder builder =
                new ProcessBuilder(java).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("WORKBOOK_ROOT", root.toRealPath().toString());
        Process workbook = builder.start();
        List<ProcessHandle> started = List.of();
        try {
            await().atMost(LIMIT).untilAsserted(() -> {
                assertThat(text(said)).contains(shown);
                assertThat(workbook.descendants()).isNotEmpty();
            });
            started = workbook.descendants().toList();

            workbook.destroy();

            assertThat(workbook.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(text(said).strip()).endsWith(Ending.WORDS);
            assertThat(started).noneMatch(ProcessHandle::isAlive);
        } finally {
            started.forEach(ProcessHandle::destroyForcibly);
            workbook.destroyForcibly();
        }
    }

    private static List<String> java(String classPath) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-Djmh.ignoreLock=true",
                "-cp",
                classPath,
                Main.class.getName());
    }

    private Process start(String command, Path said) throws IOException {
        Assumptions.assumeTrue(
                Files.isExecutable(SCRIPT) && System.getProperty("os.name").equals("Linux"),
                "there is no script of util-linux here");
        Assumptions.assumeFalse(Interrupts.areIgnored(), "started in the background: SIGINT is ignored");
        List<String> java = new ArrayList<>(List.of("exec"));
        java.addAll(java("\"$CLASSES\""));
        java.addAll(List.of(command.split(" ")));
        ProcessBuilder builder = new ProcessBuilder(
                        SCRIPT.toString(), "--quiet", "--return", "--command", String.join(" ", java), "/dev/null")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("SHELL", "/bin/sh");
        builder.environment().put("TERM", "xterm");
        builder.environment().put("CLASSES", System.getProperty("java.class.path"));
        builder.environment().put("WORKBOOK_ROOT", root.toRealPath().toString());
        builder.environment().put("WORKBOOK_TERMINAL", "yes");
        builder.environment().put("WORKBOOK_KEYBOARD", "yes");
        return builder.start();
    }

    /// The workbook and the JVMs that it has started.
    private static List<ProcessHandle> javaBelow(Process terminal) {
        return terminal.descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .toList();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
