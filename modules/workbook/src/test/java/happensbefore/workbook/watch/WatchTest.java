package happensbefore.workbook.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import happensbefore.workbook.TemporaryProject;
import happensbefore.workbook.cli.App;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The watch loop on a real directory, with keys put into its queue and the screen kept as text.
class WatchTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    Path root;

    private final StringWriter screen = new StringWriter();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private TemporaryProject project;
    private App app;
    private SourceWatch sources;
    private Thread loop;
    private volatile int status = -1;

    @BeforeEach
    void start() throws Exception {
        project = new TemporaryProject(root.toRealPath());
        PrintWriter out = new PrintWriter(screen, true);
        app = project.app(TemporaryProject.WIDE, out, out);
        sources = new SourceWatch(project.workspace().workingCopies(), events);
        loop = Thread.ofPlatform().start(() -> {
            try {
                status = new Watch(app, project.exercise("hit-counter"), events).run();
            } catch (InterruptedException e) {
                status = -2;
            }
        });
        sees("Two increments returned the same number.");
    }

    @AfterEach
    void quit() throws Exception {
        key('q');
        assertThat(loop.join(LIMIT)).as("the loop ends").isTrue();
        assertThat(status).isZero();
        sources.close();
        app.close();
        assertThat(project.ladder().closed).isTrue();
        assertThat(project.ladder().mostAtOnce).as("checks at once").hasValue(1);
        assertThat(Thread.getAllStackTraces().keySet())
                .as("threads left")
                .noneMatch(thread -> thread.getName().startsWith("workbook-"));
    }

    @Test
    void showsTheTaskAndChecksAtTheStart() {
        assertThat(shown())
                .contains("0 of 3 solved")
                .contains("Each call of `hit` adds one.")
                .contains("Edit exercises/src/main/java/happensbefore/exercises/hitcounter/HitCounter.java:3")
                .contains("✗ interleave");
        sees("Press h: there is a hint for this failure.");
        assertThat(project.ladder().prepared).contains("hit-counter");
    }

    @Test
    void checksOnASaveAndMovesOnWhenSolved() {
        project.writeEdit("hit-counter", "garbage");
        sees("It does not compile.");
        sees("HitCounter.java:1");

        project.solve("hit-counter");

        sees("Solved: Count every hit.");
        sees("A stack with a bound");
        sees("1 of 3 solved");
        assertThat(project.ladder().climbed).last().isEqualTo("bounded-stack");
    }

    @Test
    void aSaveByRenameIsASave() throws Exception {
        Path next = project.edit("hit-counter").resolveSibling(".HitCounter.swp");
        Files.writeString(next, "garbage");

        Files.move(next, project.edit("hit-counter"), StandardCopyOption.REPLACE_EXISTING);

        sees("It does not compile.");
    }

    @Test
    void aDeletedFileIsToldAndARestoredOneChecked() throws Exception {
        Files.delete(project.edit("hit-counter"));
        sees("HitCounter.java is gone.");

        project.writeEdit("hit-counter", "deadlock");
        sees("Two threads wait.");
    }

    @Test
    void aSaveDuringACheckCancelsItAndChecksAgain() {
        project.writeEdit("hit-counter", "hold");
        await().atMost(LIMIT).untilAtomic(project.ladder().holding, org.hamcrest.Matchers.equalTo(1));

        project.writeEdit("hit-counter", "deadlock");

        sees("Two threads wait.");
        assertThat(project.ladder().interrupted).hasValue(1);
    }

    @Test
    void keysWorkWhileACheckRuns() {
        project.writeEdit("hit-counter", "hold");
        await().atMost(LIMIT).untilAtomic(project.ladder().holding, org.hamcrest.Matchers.equalTo(1));

        key('h');
        sees("Hint 1 of 4 for hit-counter, for the failure you just saw");
        key('l');
        sees("bank-transfer");
        key('n');
        sees("A stack with a bound");
        assertThat(project.ladder().interrupted).hasValue(1);
    }

    @Test
    void keysMoveRepeatAndExplain() {
        key('s');
        sees("The solution is for after you solved it.");
        key('d');
        await().atMost(LIMIT).until(() -> count("  a line") == 12 + 40);
        key('p');
        sees("This is the first exercise.");
        key('n');
        sees("A stack with a bound");
        key('?');
        sees("all details of the last finding");
        int before = project.ladder().climbed.size();
        key('r');
        await().atMost(LIMIT).until(() -> project.ladder().climbed.size() > before);
    }

    @Test
    void theSolutionOfWhatWasJustSolvedIsAKeyAway() {
        project.solve("hit-counter");
        sees("Press s to compare with the solution");

        key('s');

        sees("atomic.incrementAndGet()");
    }

    @Test
    void afterTheLastItStays() {
        for (String id : new String[] {"hit-counter", "bounded-stack", "bank-transfer"}) {
            sees(project.exercise(id).title() + "  " + id);
            project.solve(id);
        }

        sees("That was the last one. All exercises are solved.");
    }

    @Test
    void aFaultOfTheLadderIsToldAndTheLoopLivesOn() {
        project.ladder().duringClimb = () -> {
            throw new IllegalStateException("no more processes");
        };
        key('r');
        sees("no more processes");

        project.ladder().duringClimb = () -> {};
        project.writeEdit("hit-counter", "deadlock");
        sees("Two threads wait.");
    }

    private void key(char key) {
        events.add(new Event.Key(key));
    }

    private void sees(String text) {
        await().atMost(LIMIT).alias("sees: " + text).until(() -> shown().contains(text));
    }

    private int count(String text) {
        return (int)
                Pattern.compile(Pattern.quote(text)).matcher(shown()).results().count();
    }

    private String shown() {
        return screen.toString();
    }
}
