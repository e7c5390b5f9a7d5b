package happensbefore.workbook;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.ladder.Climb;
import happensbefore.workbook.ladder.Detail;
import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.FindingKind;
import happensbefore.workbook.ladder.Interleaving;
import happensbefore.workbook.ladder.Interleaving.Step;
import happensbefore.workbook.ladder.Ladder;
import happensbefore.workbook.ladder.Rung;
import happensbefore.workbook.ladder.RungResult;
import happensbefore.workbook.ladder.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Judges by a word in the file: `correct` passes, `deadlock` and `garbage` fail as they say, anything else fails with
/// an interleaving, drawn if it says `lanes`; `hold` waits in the behave rung until interrupted or released.
public final class ScriptedLadder implements Ladder {
    private static final Detail FAILED_AS_WELL = new Detail.Sentences(
            "Failed as well", List.of("CountsTest.threeThreads: Three increments returned two numbers."));
    private static final Detail MODEL_CHECKER = new Detail.Drawing("What the model checker said", "| raw |");
    private static final Interleaving LANES = new Interleaving(
            List.of("Thread 1", "Thread 2"),
            List.of(
                    new Step(0, 0, "hit(): 1", null, 0, false),
                    new Step(0, 1, "hits -> 0", "HitCounter.java", 7, true),
                    new Step(1, 0, "hit(): 1", null, 0, false),
                    new Step(1, 1, "hits -> 0", "HitCounter.java", 7, false),
                    new Step(1, 1, "hits = 1", "HitCounter.java", 7, true),
                    new Step(0, 1, "hits = 1", "HitCounter.java", 7, false)),
            "Two increments returned the same number.\nthread 1: hit(): 1\nthread 2: hit(): 1");

    public final List<String> climbed = new CopyOnWriteArrayList<>();
    public final List<String> prepared = new CopyOnWriteArrayList<>();
    public final AtomicInteger interrupted = new AtomicInteger();
    public final AtomicInteger holding = new AtomicInteger();
    public final AtomicInteger mostAtOnce = new AtomicInteger();
    public final CountDownLatch released = new CountDownLatch(1);
    public volatile boolean closed;
    public volatile Runnable duringClimb = () -> {};
    private final AtomicInteger running = new AtomicInteger();

    @Override
    public Verdict climb(Exercise exercise, Path sources, Rung top, Listener listener) throws InterruptedException {
        climbed.add(exercise.id());
        mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            return judge(exercise, sources.resolve(exercise.edit()), listener);
        } catch (InterruptedException e) {
            interrupted.incrementAndGet();
            throw e;
        } finally {
            running.decrementAndGet();
        }
    }

    @Override
    public List<Verdict> climbAll(List<Climb> climbs, BiConsumer<Climb, Verdict> done) {
        throw new UnsupportedOperationException("the learner's commands climb one at a time");
    }

    private Verdict judge(Exercise exercise, Path file, Listener listener) throws InterruptedException {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            return climb(
                    exercise,
                    listener,
                    Rung.COMPILE,
                    Finding.of(FindingKind.FILE_MISSING, exercise.edit() + " is gone."));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        duringClimb.run();
        if (text.contains("hold")) {
            listener.started(Rung.BEHAVE);
            holding.incrementAndGet();
            released.await();
        }
        if (text.contains("correct")) {
            return climb(exercise, listener, null, null);
        }
        if (text.contains("garbage")) {
            Finding.Place place = new Finding.Place(exercise.edit(), 1, 3, "';' expected");
            return climb(
                    exercise,
                    listener,
                    Rung.COMPILE,
                    new Finding(
                            FindingKind.DOES_NOT_COMPILE,
                            "It does not compile.",
                            null,
                            List.of(place),
                            List.of(),
                            null));
        }
        if (text.contains("deadlock")) {
            return climb(exercise, listener, Rung.BEHAVE, Finding.of(FindingKind.DEADLOCK, "Two threads wait."));
        }
        Detail long40 = new Detail.Printed("Output", "a line\n".repeat(40));
        Finding.Place place = new Finding.Place(exercise.edit(), 7, 16, "both threads read here");
        return climb(
                exercise,
                listener,
                Rung.INTERLEAVE,
                new Finding(
                        FindingKind.INTERLEAVING,
                        "Two increments returned the same number.",
                        "CountsTest.twoThreads",
                        List.of(place),
                        text.contains("lanes") ? List.of(FAILED_AS_WELL, MODEL_CHECKER) : List.of(long40),
                        text.contains("lanes") ? LANES : null));
    }

    private static Verdict climb(
            Exercise exercise, Listener listener, @Nullable Rung failing, @Nullable Finding finding) {
        List<RungResult> results = new ArrayList<>();
        boolean failed = false;
        for (Map.Entry<Rung, Duration> rung : exercise.rungs().entrySet()) {
            RungResult result;
            if (failed) {
                result = new RungResult.NotRun(rung.getKey(), "a lower rung failed");
            } else {
                listener.started(rung.getKey());
                failed = rung.getKey() == failing;
                Duration spent = Duration.ofMillis(1234);
                result = failed && finding != null
                        ? new RungResult.Failed(rung.getKey(), spent, rung.getValue(), finding)
                        : new RungResult.Passed(rung.getKey(), spent, rung.getValue(), "4 tests");
            }
            listener.ended(result);
            results.add(result);
        }
        return new Verdict(exercise.id(), results, Duration.ofSeconds(3), List.of());
    }

    @Override
    public void prepare(Exercise exercise) {
        prepared.add(exercise.id());
    }

    @Override
    public void awaitPrepared() {}

    @Override
    public void close() {
        closed = true;
    }
}
