package happensbefore.workbook.dev;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkingCopiesTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private Parts parts;
    private Path copy;

    @BeforeEach
    void makeProject(@TempDir Path root) throws IOException {
        FixtureProject project = FixtureProject.in(root);
        parts = new Parts(
                project.workspace(),
                Catalog.load(project.workspace()).find("hit-counter").orElseThrow());
        copy = parts.workspace().edit(parts.exercise());
    }

    @Test
    void aMissingCopyIsWritten() throws IOException {
        Files.delete(copy);
        assertThat(WorkingCopies.sync(parts, false, NOW).copied()).containsExactly(copy);
        assertThat(WorkingCopies.differing(parts)).isEmpty();
    }

    @Test
    void anEditIsLeftAlone() throws IOException {
        Files.writeString(copy, "mine");
        WorkingCopies.Synced synced = WorkingCopies.sync(parts, false, NOW);
        assertThat(synced.edited()).containsExactly(copy);
        assertThat(synced.copied()).isEmpty();
        assertThat(copy).hasContent("mine");
    }

    @Test
    void anEditThatIsOverwrittenIsKept() throws IOException {
        Files.writeString(copy, "mine");
        Path added = copy.resolveSibling("Added.java");
        Files.writeString(added, "mine too");
        WorkingCopies.Synced synced = WorkingCopies.sync(parts, true, NOW);
        assertThat(WorkingCopies.differing(parts)).isEmpty();
        assertThat(added).doesNotExist();
        Path kept = parts.workspace().state().resolve("kept/hit-counter/20260102-030405");
        assertThat(synced.kept())
                .containsExactlyInAnyOrder(kept.resolve("HitCounter.java"), kept.resolve("Added.java"));
        assertThat(kept.resolve("HitCounter.java")).hasContent("mine");
        assertThat(kept.resolve("Added.java")).hasContent("mine too");
    }
}
