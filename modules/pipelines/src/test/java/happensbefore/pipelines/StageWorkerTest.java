package happensbefore.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// One worker between two links, on the test's thread: how much it takes at a time, and when it hands on. What its
/// step sees in the links tells.
@Timeout(60)
class StageWorkerTest {
    private static final int ROOM = 1 << 17;
    private static final long SLOW_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    private final Link in = new Link(ROOM, false, 1, 1);
    private final Link out = new Link(ROOM, false, 1, 1);
    private final List<Integer> stillInFront = new ArrayList<>();
    private final List<Integer> handedOn = new ArrayList<>();
    private final PipelineRun run = new PipelineRun(StageWatcher.NONE);

    private void put(int from, int to) throws InterruptedException {
        Chunk chunk = new Chunk();
        for (int item = from; item < to; item++) {
            chunk.add(item, item);
            if (chunk.size == Chunk.MOST || item == to - 1) {
                assertThat(in.put(chunk, chunk.size)).isTrue();
                chunk.clear();
            }
        }
    }

    private void look() {
        stillInFront.add(in.queued());
        handedOn.add(out.queued());
    }

    private StageWorker work(boolean gathers, Step<Object, Object> step) {
        StageWorker worker = new StageWorker(run, "stage", step, gathers, null, in, out);
        run.add(in);
        run.add(out);
        run.add(new PipelineRun.Crew("stage", in, List.of(worker)));
        worker.run();
        return worker;
    }

    private static Object slow(Object item) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < SLOW_NANOS) {
            Thread.onSpinWait();
        }
        return item;
    }

    @Test
    void aWorkerWhoseStepMayWaitTakesOneAtATime() throws InterruptedException {
        put(0, 5);
        in.putterLeft();
        StageWorker _ = work(false, item -> {
            look();
            return item;
        });
        assertThat(stillInFront).containsExactly(4, 3, 2, 1, 0);
        assertThat(handedOn).containsExactly(0, 1, 2, 3, 4);
        assertThat(run.isDecided()).isFalse();
    }

    @Test
    void whoHasDoneOneQuicklyTakesTwo() throws InterruptedException {
        put(0, 64);
        in.putterLeft();
        StageWorker _ = work(true, item -> {
            look();
            return item;
        });
        assertThat(stillInFront.subList(0, 2)).containsExactly(63, 61);
        assertThat(out.queued()).isEqualTo(64);
    }

    /// Nine items that come alone show nothing about two at once.
    @Test
    void nobodyTakesMoreThanTwiceWhatItHasTaken() throws InterruptedException {
        put(0, 1);
        StageWorker _ = work(true, item -> {
            int number = (Integer) item;
            if (number < 8) {
                put(number + 1, number + 2);
            } else if (number == 8) {
                put(9, 73);
                in.putterLeft();
            }
            look();
            return item;
        });
        assertThat(stillInFront.get(9)).isEqualTo(62);
        assertThat(out.queued()).isEqualTo(73);
    }

    @Test
    void slowItemsAreHandedOnOneByOneAndHardlyAnyIsTakenAhead() throws InterruptedException {
        put(0, 9);
        in.putterLeft();
        StageWorker _ = work(true, item -> {
            look();
            return slow(item);
        });
        assertThat(handedOn).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(stillInFront).as("taken by one and two").containsExactly(8, 6, 6, 5, 3, 3, 2, 0, 0);
    }

    @Test
    void aSourceThatIsSlowHandsOnOneByOneToo() {
        int[] next = {0};
        Source<Integer> source = new Source<>() {
            @Override
            public @Nullable Integer next() {
                handedOn.add(out.queued());
                return next[0] == 5 ? null : (Integer) slow(next[0]++);
            }

            @Override
            public boolean isPrompt() {
                return true;
            }
        };
        new SourceWorker(run, source, out).run();
        assertThat(handedOn).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void howeverQuickNobodyTakesMoreThanAChunk() throws InterruptedException {
        put(0, ROOM);
        in.putterLeft();
        int[] most = {0};
        StageWorker _ = work(true, item -> {
            most[0] = Math.max(most[0], ROOM - (Integer) item - in.queued());
            return item;
        });
        assertThat(run.isDecided()).isFalse();
        assertThat(most[0]).isBetween(2, Chunk.MOST);
        assertThat(out.queued()).isEqualTo(ROOM);
    }

    /// Item 2 is the second of a chunk.
    @Test
    void theSecondOfAChunkThatFailsIsNamedAndAllAreAccountedFor() throws InterruptedException {
        put(0, 5);
        IOException broken = new IOException("broken");
        StageWorker worker = work(true, item -> {
            if ((Integer) item == 2) {
                throw broken;
            }
            return item;
        });
        Report report = run.await();
        assertThat(report.ending()).isEqualTo(new Ending.Failed("stage", 2, 2, broken));
        assertThat(worker.tally.get(Tally.Count.DONE)).isEqualTo(2);
        assertThat(report.account().failed()).isEqualTo(1);
        assertThat(worker.tally.get(Tally.Count.CUT_OFF) + in.queued() + out.queued())
                .isEqualTo(4);
    }
}
