package happensbefore.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinksTest {
    @Test
    void everyLinkInsideTheProjectLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path file : Project.files(".md")) {
            broken.addAll(Page.read(file).broken(Project.ROOT));
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void brokenLinksAreNamed(@TempDir Path root) throws IOException {
        Files.writeString(root.resolve("other.md"), "# Two words, `code`\n\n# Again\n\n# Again\n");
        Path page = Files.writeString(root.resolve("page.md"), """
                [good](other.md#two-words-code), [second](other.md#again-1), [self](#title), [away](https://example.org)
                [gone](gone.md), [no heading](other.md#three), [outside](../outside.md)

                ```
                [text](not-a-link.md)
                ```

                # Title
                """);
        assertThat(Page.read(page).broken(root))
                .containsExactly(
                        "page.md: gone.md: no such file",
                        "page.md: other.md#three: no such heading",
                        "page.md: ../outside.md: no such file");
    }
}
