package happensbefore.workbook.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.catalog.Exercise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFaultsTest {
    private static final Exercise EXERCISE = Fixture.exercise(Duration.ofSeconds(60), Rung.BEHAVE);

    @TempDir
    static Path temp;

    private static Fixture fixture;
    private static LocalLadder ladder;

    @BeforeAll
    static void open() {
        fixture = Fixture.compileIn(temp);
        ladder = new LocalLadder(fixture.command());
    }

    @AfterAll
    static void close() {
        ladder.close();
    }

    @Test
    void whatJavacSaysIsToldWithLineAndColumn() throws InterruptedException {
        Finding finding = failure(fixture.sources(Fixture.box("return cuont;")), FindingKind.DOES_NOT_COMPILE);
        assertThat(finding.headline()).isEqualTo("It does not compile: 1 error");
        assertThat(finding.details()).isEmpty();
        assertThat(finding.places()).singleElement().satisfies(place -> {
            assertThat(place.file()).isEqualTo(Fixture.EDIT);
            assertThat(place.line()).isEqualTo(7);
            assertThat(place.column()).isEqualTo(16);
            assertThat(place.message()).startsWith("cannot find symbol");
        });
    }

    @Test
    void theSolutionIsNotThereToBeUsed() throws InterruptedException, IOException {
        Path sources = fixture.sources("package happensbefore.exercises.fixturebox; class Other {}");
        Files.writeString(
                sources.resolve("User.java"),
                "package happensbefore.exercises.fixturebox; class User { FixtureBox box; }");
        failure(sources, FindingKind.DOES_NOT_COMPILE);
    }

    @Test
    void aDeletedFileIsMissing() throws InterruptedException, IOException {
        Path sources = fixture.sources("");
        Files.delete(sources.resolve(Fixture.EDIT));
        Finding finding = failure(sources, FindingKind.FILE_MISSING);
        assertThat(finding.headline()).isEqualTo(Fixture.EDIT + " is gone");
        failure(sources.resolve("no-such-folder"), FindingKind.FILE_MISSING);
    }

    @Test
    void bytesThatAreNotUtf8AreToldByOffsetAndLine() throws InterruptedException, IOException {
        Path sources = fixture.sources("");
        Files.write(sources.resolve(Fixture.EDIT), "class A {}\n// caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        Finding finding = failure(sources, FindingKind.FILE_UNREADABLE);
        assertThat(finding.headline()).contains("byte 0xE9 at offset 17, line 2");
    }

    @Test
    void aRenamedClassOrMethodIsNamed() throws InterruptedException {
        String renamedClass = Fixture.solution().replace("public class FixtureBox", "class Box");
        assertThat(failure(fixture.sources(renamedClass), FindingKind.WRONG_SHAPE)
                        .headline())
                .contains("class FixtureBox");

        String renamedMethod = Fixture.solution().replace("int get()", "int got()");
        assertThat(failure(fixture.sources(renamedMethod), FindingKind.WRONG_SHAPE)
                        .headline())
                .contains("method int FixtureBox.get()");

        String otherType = Fixture.solution().replace("public int get()", "public long get()");
        failure(fixture.sources(otherType), FindingKind.WRONG_SHAPE);
    }

    @Test
    void aClassThatStandsInForATestIsRefused() throws InterruptedException {
        Finding finding =
                failure(fixture.sources(Fixture.solution() + "\nclass FixtureBoxTest {}\n"), FindingKind.WRONG_SHAPE);
        assertThat(finding.headline()).contains("FixtureBoxTest", "takes the place of one of the tests");
    }

    @Test
    void aClassOutsideThePackageIsRefused() throws InterruptedException, IOException {
        Path sources = fixture.sources(Fixture.solution());
        Files.writeString(
                sources.resolve("Interleavings.java"), "package happensbefore.testkit; class Interleavings {}");
        failure(sources, FindingKind.WRONG_SHAPE);
    }

    @Test
    void anEditDuringTheCheckChangesNothing() throws InterruptedException {
        Path sources = fixture.sources(Fixture.solution());
        Verdict verdict = ladder.climb(EXERCISE, sources, Rung.SPEED, new Ladder.Listener() {
            @Override
            public void ended(RungResult result) {
                try {
                    Files.writeString(sources.resolve(Fixture.EDIT), "no Java at all");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        assertThat(verdict.solved()).as(verdict.toString()).isTrue();
    }

    private static Finding failure(Path sources, FindingKind kind) throws InterruptedException {
        Verdict verdict = ladder.climb(EXERCISE, sources, Rung.SPEED, Ladder.Listener.SILENT);
        return LocalLadderTest.failure(verdict, Rung.COMPILE, kind);
    }
}
