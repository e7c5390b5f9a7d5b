package happensbefore.workbook.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import happensbefore.demos.Demo;
import happensbefore.workbook.Interrupts;
import happensbefore.workbook.TemporaryProject;
import happensbefore.workbook.cli.Main;
import io.opentelemetry.api.OpenTelemetry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// However a demo ends, nothing of it is left.
@Timeout(180)
class DemoEndsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path root;

    @Test
    void ctrl_c_ends_both_processes() throws Exception {
        Path output = root.resolve("output.txt");
        Process runner = runner(output, Main.class, "demo", "producer-consumer", "--seconds", "10");

        signaledItEndsWithItsChildren(runner, "-INT");

        assertThat(runner.exitValue()).isNotZero();
        assertThat(Files.readString(output)).isEqualToIgnoringNewLines("Stopped. Nothing unfinished is kept.");
        assertThat(root.resolve(".workbook/demo")).doesNotExist();
    }

    /// Killed, the runner has no chance to do anything; left alone, the load outlasts the wait.
    @ParameterizedTest
    @ValueSource(strings = {"-INT", "-KILL"})
    void a_load_does_not_outlive_its_runner(String signal) throws Exception {
        signaledItEndsWithItsChildren(runner(root.resolve("output.txt"), LongLoad.class), signal);
    }

    private static void signaledItEndsWithItsChildren(Process runner, String signal) throws Exception {
        List<ProcessHandle> children = List.of();
        try {
            assumeFalse(
                    signal.equals("-INT") && Interrupts.areIgnored(), "started in the background: SIGINT is ignored");
            await().atMost(LONG).until(() -> runner.children().findAny().isPresent());
            children = runner.children().toList();
            List<ProcessHandle> started = children;

            new ProcessBuilder("kill", signal, String.valueOf(runner.pid()))
                    .start()
                    .waitFor();

            assertThat(runner.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            await().atMost(LONG).until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            runner.descendants().forEach(ProcessHandle::destroyForcibly);
            runner.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /// A runner without the command's own way to end, and with more load than the command allows.
    static final class LongLoad {
        private LongLoad() {}

        public static void main(String[] arguments) throws Exception {
            Demo demo = Demo.of("producer-consumer").orElseThrow();
            try (DemoSession session = new DemoSession(demo, 2, LONG.multipliedBy(10), 1)) {
                session.await((_, _) -> {});
            }
        }
    }

    @Test
    void a_demo_that_fails_says_why() throws Exception {
        try (DemoSession session = new DemoSession(new NoDemo(), 2, Duration.ofSeconds(1), 1)) {
            assertThatThrownBy(() -> session.await((_, _) -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("The demo failed")
                    .hasMessageContaining("NoSuchElementException");
        }
    }

    /// The other JVM does not know it.
    private record NoDemo() implements Demo {
        @Override
        public String topic() {
            return "none";
        }

        @Override
        public String line() {
            return "none";
        }

        @Override
        public int fewestThreads() {
            return 1;
        }

        @Override
        public List<happensbefore.demos.Mark> marks() {
            return List.of();
        }

        @Override
        public void run(OpenTelemetry telemetry, happensbefore.demos.Load load) {}
    }

    private Process runner(Path output, Class<?> main, String... arguments) throws IOException {
        new TemporaryProject(root);
        List<String> command = new java.util.ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("WORKBOOK_ROOT", root.toString());
        builder.environment().put("WORKBOOK_DIRECTORY", root.toString());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        Files.writeString(output, "", StandardCharsets.UTF_8);
        return builder.start();
    }
}
