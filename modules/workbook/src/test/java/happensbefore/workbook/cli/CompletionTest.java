package happensbefore.workbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.TemporaryProject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionTest {
    @TempDir
    Path root;

    private TemporaryProject project;

    @BeforeEach
    void project() {
        project = new TemporaryProject(root);
    }

    @Test
    void bashCompletesCommandsOptionsAndNames() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "bash is not here");
        Path script = root.resolve("completion.bash");
        Files.writeString(script, project.run("completion", "bash").out());

        assertThat(completed(script, "workbook", "che")).contains("check-all");
        assertThat(completed(script, "workbook", "run", "bou")).contains("bounded-stack");
        assertThat(completed(script, "workbook", "run", "--js")).contains("--json");
        assertThat(completed(script, "workbook", "list", "--topic", "loc"))
                .contains("lock-free")
                .contains("locks");
    }

    @Test
    void fishScriptNamesCommandsAndExercises() {
        String script = project.run("completion", "fish").out();

        assertThat(script)
                .contains("-a check-all")
                .contains("'__fish_seen_subcommand_from run' -a 'hit-counter bounded-stack bank-transfer'")
                .contains("-l json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void aShellThatIsHereCanReadItsScript(String shell) throws Exception {
        Optional<Path> program = Stream.of("/bin/", "/usr/bin/", "/usr/local/bin/", "/opt/homebrew/bin/")
                .map(directory -> Path.of(directory + shell))
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(program.isPresent(), shell + " is not here");
        Path script = root.resolve("completion." + shell);
        Files.writeString(script, project.run("completion", shell).out());

        Process read = new ProcessBuilder(program.orElseThrow().toString(), "-n", script.toString())
                .redirectErrorStream(true)
                .start();
        read.getOutputStream().close();

        assertThat(new String(read.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEmpty();
        assertThat(read.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(read.exitValue()).isZero();
    }

    @Test
    void anotherShellIsRefusedWithTheOnesThereAre() {
        assertThat(project.run("completion", "csh").err())
                .contains("bash")
                .contains("zsh")
                .contains("fish");
    }

    /// What bash offers after these words.
    private String completed(Path script, String... words) throws Exception {
        String line = "source " + script + "; COMP_WORDS=(" + String.join(" ", words) + "); COMP_CWORD="
                + (words.length - 1) + "; _complete_workbook; printf '%s\\n' \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("/bin/bash", "--norc", "-c", line)
                .redirectErrorStream(true)
                .start();
        bash.getOutputStream().close();
        String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return out;
    }
}
