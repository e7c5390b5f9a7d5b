package happensbefore.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a chapter says of a case beside Go, Crossbeam or Tokio is what a test shows.
class CaseTablesTest {
    private static final Path CASES =
            Project.ROOT.resolve("modules/channels/src/test/java/happensbefore/channels/CasesTest.java");

    @Test
    void everyCaseOfAChaptersTableIsATest() throws IOException {
        List<String> problems = new ArrayList<>();
        List<Path> with = new ArrayList<>();
        for (Path page : Project.files(Project.ROOT.resolve("docs"), ".md")) {
            CaseTables tables = new CaseTables(Project.ROOT, page);
            problems.addAll(tables.problems());
            if (!tables.named().isEmpty()) {
                with.add(page.getFileName());
            }
        }
        assertThat(problems).isEmpty();
        assertThat(with)
                .extracting(Path::toString)
                .contains("bounded.md", "select.md", "oneshot.md", "broadcast.md", "watch.md");
    }

    @Test
    void everyTestOfTheCasesIsARow() throws IOException {
        Set<String> named = new HashSet<>();
        for (Path page : Project.files(Project.ROOT.resolve("docs/channels"), ".md")) {
            named.addAll(new CaseTables(Project.ROOT, page).named().getOrDefault(CASES, Set.of()));
        }
        assertThat(named).isEqualTo(CaseTables.tests(CASES));
    }

    @Test
    void aRowWithoutItsTestIsNamed(@TempDir Path root) throws IOException {
        Files.writeString(root.resolve("OneTest.java"), """
                class OneTest {
                    @Test
                    void here() {}

                    @ParameterizedTest
                    @ValueSource(ints = {1, 2})
                    void there(int number) {}

                    private void helper() {}
                }
                """);
        Path page = Files.writeString(root.resolve("page.md"), """
                The tests are in [`OneTest`](OneTest.java).

                | case | here | test |
                |---|---|---|
                | good | yes | `here` |
                | with a number | yes | `there` |
                | gone | no | `nowhere` |
                | no test | no | `helper` |
                | nothing said | no | |

                | case | test in [`TwoTest`](TwoTest.java) |
                |---|---|
                | of a class that is not there | `here` |

                | not of cases | tested |
                |---|---|
                | left alone | `nowhere` |
                """);
        assertThat(new CaseTables(root, page).problems())
                .containsExactlyInAnyOrder(
                        "page.md: no test nowhere in OneTest.java: gone | no",
                        "page.md: no test helper in OneTest.java: no test | no",
                        "page.md: no test in the row: | nothing said | no | |",
                        "page.md: no test here in TwoTest.java: of a class that is not there");
    }
}
