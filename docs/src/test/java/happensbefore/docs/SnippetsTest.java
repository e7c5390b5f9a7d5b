package happensbefore.docs;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.dev.Snippets;
import happensbefore.workbook.dev.Snippets.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The book shows code that builds: each block equals the region that it names.
class SnippetsTest {
    @Test
    void everyBlockEqualsItsCode() throws IOException {
        Snippets snippets = new Snippets(Project.ROOT);
        List<Fault> differing = new ArrayList<>();
        for (Path page : Snippets.pages(Project.ROOT)) {
            differing.addAll(snippets.check(page).differing());
        }
        assertThat(differing).as("run ./workbook dev snippets").isEmpty();
    }

    @Test
    void everySnippetLeadsToARegion() throws IOException {
        Snippets snippets = new Snippets(Project.ROOT);
        List<Fault> broken = new ArrayList<>();
        for (Path page : Snippets.pages(Project.ROOT)) {
            broken.addAll(snippets.check(page).broken());
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyRegionIsWellFormed() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Path module : Project.codeModules()) {
            if (!module.endsWith("workbook")) {
                for (Path source : Project.files(module.resolve("src"), ".java")) {
                    Snippets.regionErrors(source)
                            .forEach(error -> faults.add(Project.ROOT.relativize(source) + ": " + error));
                }
            }
        }
        assertThat(faults).isEmpty();
    }
}
