package happensbefore.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The README's two commands are those that start and test the project; every command on a page can be copied.
class CommandsTest {
    @Test
    void theFirstCommandOfTheReadmeStartsTheWorkbook() throws IOException {
        assertThat(commands().getFirst()).isEqualTo("./workbook");
        assertThat(Project.ROOT.resolve("workbook")).isExecutable();
    }

    @Test
    void theSecondCommandOfTheReadmeIsWhatTheServerRuns() throws IOException {
        Path run = Project.ROOT.resolve(".ci/run");
        assertThat(run).isExecutable();
        assertThat(Files.readAllLines(run)).contains(commands().get(1));
    }

    @Test
    void theCommandsOnThePagesWork() throws IOException {
        List<String> problems = new ArrayList<>();
        for (Path page : Project.files(".md")) {
            problems.addAll(new ShownCommands(Project.ROOT).problems(page));
        }
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mvn test -Dtest=StackInterleavingsTest",
                "mvn test -pl modules/lock-free -am -Dtest=StackInterleavingsTest -DfailIfNoTests=false",
                "mvn test -pl modules/lock-free -am -Dtest=NoSuchTest -Dsurefire.failIfNoSpecifiedTests=false",
                "mvn test -pl modules/tasks -am -Dtest=StackInterleavingsTest -Dsurefire.failIfNoSpecifiedTests=false",
                "./workbook walk",
                "./workbook run no-such-exercise",
                "./workbook stress no-such-topic",
                "./workbook bench lock-free --slow",
                "./workbook demo no-such-topic"
            })
    void aCommandThatWouldNotWorkIsNamed(String command, @TempDir Path folder) throws IOException {
        Path block = Files.writeString(folder.resolve("block.md"), "```sh\n" + command + "\n```\n");
        Path inLine = Files.writeString(folder.resolve("inline.md"), "Try `" + command + "`.\n");
        ShownCommands commands = new ShownCommands(Project.ROOT);

        assertThat(commands.problems(block)).singleElement().asString().startsWith("block.md: " + command + ": ");
        assertThat(commands.problems(inLine)).hasSize(1);
    }

    private static List<String> commands() throws IOException {
        return ShownCommands.commands(Project.ROOT.resolve("README.md"));
    }
}
