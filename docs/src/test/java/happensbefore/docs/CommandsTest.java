package happensbefore.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.parser.Parser;
import org.junit.jupiter.api.Test;

/// The README's two commands are those that start and test the project.
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

    private static List<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        Parser.builder()
                .build()
                .parse(Files.readString(Project.ROOT.resolve("README.md")))
                .accept(new AbstractVisitor() {
                    @Override
                    public void visit(FencedCodeBlock block) {
                        if (block.getInfo().equals("sh")) {
                            commands.add(block.getLiteral().strip());
                        }
                    }
                });
        return commands;
    }
}
