package happensbefore.workbook.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnippetsTest {
    private static final String PAGE = """
            # Stack

            <!-- snippet: src/Stack.java#push -->
            ```java
            %s
            ```

            After.
            """;
    private static final String PUSH = "void push() {\n    loop();\n}";

    @TempDir
    private Path root;

    @BeforeEach
    void writeSource() throws IOException {
        write("src/Stack.java", """
                class Stack {
                    // @start region="push"
                    void push() {
                        loop();
                    }
                    // @end region="push"

                    // @start region=pop
                    void pop() {}
                    // @end
                }
                """);
    }

    @Test
    void aBlockThatEqualsItsRegionIsLeftAlone() throws IOException {
        Snippets.Result result = check(PAGE.formatted(PUSH));
        assertThat(result.differing()).isEmpty();
        assertThat(result.broken()).isEmpty();
        assertThat(result.text()).isEqualTo(PAGE.formatted(PUSH));
    }

    @Test
    void aBlockThatDiffersIsNamedAndRewritten() throws IOException {
        Snippets.Result result = check(PAGE.formatted("void push() {}\n\nold();"));
        assertThat(result.differing())
                .extracting(Object::toString)
                .containsExactly("docs/stack.md:3: the block differs from src/Stack.java#push");
        assertThat(result.text()).isEqualTo(PAGE.formatted(PUSH));
    }

    @Test
    void eachBlockOfAPageIsRewritten() throws IOException {
        String two = PAGE + "<!-- snippet: src/Stack.java#pop -->\n\n```java\n%s\n```\n";
        assertThat(check(two.formatted("1\n2\n3\n4\n5", "1")).text()).isEqualTo(two.formatted(PUSH, "void pop() {}"));
    }

    @Test
    void anUnknownRegionOrFileIsNamed() throws IOException {
        assertBroken("src/Stack.java#peek", "no region peek in src/Stack.java, which has [push, pop]");
        assertBroken("src/Queue.java#push", "no such file: src/Queue.java");
        assertBroken("../Stack.java#push", "no such file: ../Stack.java");
        assertBroken("src/Stack.java", "snippet 'src/Stack.java' is not path#region");
    }

    @Test
    void aCommentWithoutABlockIsNamed() throws IOException {
        assertThat(check("<!-- snippet: src/Stack.java#push -->\n\nText.\n").broken())
                .extracting(Object::toString)
                .containsExactly("docs/stack.md:1: no fenced block follows snippet src/Stack.java#push");
    }

    @Test
    void aCommentInsideAFencedBlockIsText() throws IOException {
        Snippets.Result result = check("```\n<!-- snippet: src/Gone.java#x -->\n```\n");
        assertThat(result.broken()).isEmpty();
    }

    @Test
    void nestedUnclosedDoubledAndStrayMarkersAreErrors() {
        assertThat(Regions.of("// @start region=a\n// @start region=b\n// @end\n")
                        .errors())
                .containsExactly("line 2: region b starts inside region a");
        assertThat(Regions.of("// @start region=a\n").errors()).containsExactly("region a is not closed");
        assertThat(Regions.of("// @end\n").errors()).containsExactly("line 1: @end without @start");
        assertThat(Regions.of("// @start region=a\n// @end region=b\n").errors())
                .containsExactly("line 2: @end names region b, but a is open");
        assertThat(Regions.of("// @start region=a\n// @end\n// @start region=a\n// @end\n")
                        .errors())
                .containsExactly("line 4: a second region a");
    }

    private void assertBroken(String target, String message) throws IOException {
        assertThat(check(PAGE.replace("src/Stack.java#push", target)).broken())
                .extracting(Snippets.Fault::message)
                .containsExactly(message);
    }

    private Snippets.Result check(String page) throws IOException {
        write("docs/stack.md", page);
        return new Snippets(root).check(root.resolve("docs/stack.md"));
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }
}
