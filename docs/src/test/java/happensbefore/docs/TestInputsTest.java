package happensbefore.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// A build passes over tests whose inputs have not changed; so a module whose code finds its way out of the module's
/// directory must say in its `pom.xml` that its tests read the whole project.
class TestInputsTest {
    private static final String READS_PROJECT = "<tests.read>project</tests.read>";
    private static final Pattern WAY_OUT =
            Pattern.compile("\"\\.\\.[/\"]|user\\.dir|\\.mvn\\b|getParent\\(\\)\\.getParent\\(\\)|WORKBOOK_ROOT");

    /// It is told where the project is, and its tests make one of their own.
    private static final String WHAT_DECIDES = "happensbefore/testkit/build/";

    @Test
    void onlyModulesThatSaySoReadOutsideOfThemselves() throws IOException {
        List<Path> unsaid = new ArrayList<>();
        boolean seen = false;
        for (Path module : Project.codeModules()) {
            boolean said = Files.readString(module.resolve("pom.xml")).contains(READS_PROJECT);
            for (Path file : Project.files(module.resolve("src"), ".java")) {
                boolean found = !file.toString().contains(WHAT_DECIDES)
                        && WAY_OUT.matcher(Files.readString(file)).find();
                seen |= found;
                if (found && !said) {
                    unsaid.add(Project.ROOT.relativize(file));
                }
            }
        }
        assertThat(unsaid).isEmpty();
        assertThat(seen).as("a module that reads outside of itself").isTrue();
    }
}
