package happensbefore.pipelines;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The steps that decide something, in every order: the link, the end, and work that is lent to a pool.
class PipelineInterleavingsTest {
    /// Places 0 and 1, which two workers fill.
    static final class TwoWorkers {
        final Link link = new Link(2, true, 2, 1);
        final Chunk taken = new Chunk();
        volatile String order = "";

        void put(int place, String item) throws InterruptedException {
            Chunk chunk = new Chunk();
            chunk.firstPlace = place;
            chunk.add(item, place);
            Expect.that(link.put(chunk, 1), "nobody has broken it off");
            link.putterLeft();
        }

        void takeAll() throws InterruptedException {
            while (link.take(taken, 2)) {
                for (int i = 0; i < taken.size; i++) {
                    order += taken.items[i];
                }
            }
        }
    }

    @Test
    void whatTwoWorkersPutComesOutInOrder() {
        Interleavings.on(TwoWorkers::new)
                .invocations(20)
                .thread("one", shared -> shared.put(0, "a"))
                .thread("other", shared -> shared.put(1, "b"))
                .then(shared -> {
                    shared.takeAll();
                    Expect.equal("ab", shared.order, "the order");
                })
                .check();
    }

    /// Place 0 is filled. A worker fills the next two, the first of them with a hole, while another takes.
    static final class TakenMeanwhile {
        final Link link = new Link(4, true, 1, 1);
        private String taken = "";

        TakenMeanwhile() {
            put(0, "a");
        }

        void putTheRest() {
            put(1, Chunk.HOLE, "c");
            link.putterLeft();
        }

        private void put(int place, Object... items) {
            Chunk chunk = new Chunk();
            chunk.firstPlace = place;
            for (Object item : items) {
                chunk.add(item, place);
            }
            try {
                Expect.that(link.put(chunk, chunk.size), "nobody has broken it off");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        boolean take() throws InterruptedException {
            Chunk chunk = new Chunk();
            boolean more = link.take(chunk, 1);
            for (int i = 0; i < chunk.size; i++) {
                taken += "" + chunk.items[i] + (chunk.firstPlace + i);
            }
            return more;
        }
    }

    @Test
    void whatIsTakenWhileAnotherPutsIsInOrderAndItsPlacesAreDense() {
        Interleavings.on(TakenMeanwhile::new)
                .invocations(40)
                .thread("taker", shared -> Expect.that(shared.take(), "place 0 is filled"))
                .thread("worker", TakenMeanwhile::putTheRest)
                .then(shared -> {
                    Expect.that(shared.take(), "place 2 is filled");
                    Expect.that(!shared.take(), "there is no more");
                    Expect.equal("a0c1", shared.taken, "items and their places in the next link");
                    Expect.equal(0, shared.link.queued(), "items that are left");
                })
                .check();
    }

    static final class BrokenOff {
        final Link link = new Link(2, false, 1, 1);
        final Chunk chunk = new Chunk();
        volatile boolean put;

        BrokenOff() {
            chunk.add("a", 0);
            chunk.add("b", 1);
        }
    }

    @Test
    void whenALinkIsBrokenOffEveryItemIsSomewhere() {
        Interleavings.on(BrokenOff::new)
                .invocations(20)
                .thread("putter", shared -> shared.put = shared.link.put(shared.chunk, 2))
                .thread("breaker", shared -> shared.link.breakOff())
                .then(shared -> {
                    Expect.equal(shared.put ? 2 : 0, shared.link.queued(), "items in the link");
                    Expect.equal(shared.put ? 0 : 2, shared.chunk.left(), "items in the putter's hands");
                })
                .check();
    }

    static final class Ends {
        final PipelineRun run = new PipelineRun(StageWatcher.NONE);
        volatile int ends;

        synchronized void ended(boolean first) {
            if (first) {
                ends++;
            }
        }
    }

    @Test
    void aFailureACancelAndTheLastItemYieldOneEnd() {
        Interleavings.on(Ends::new)
                .invocations(20)
                .thread(
                        "worker",
                        shared -> shared.ended(
                                shared.run.failed(new Ending.Failed("stage", 0, null, new IllegalStateException()))))
                .thread("caller", shared -> shared.ended(shared.run.cancel()))
                .then(shared -> Expect.equal(1, shared.ends, "ends"))
                .check();
    }

    /// Two items come and go while somebody asks for the account.
    static final class Counted {
        final PipelineRun run = new PipelineRun(StageWatcher.NONE);
        private final SourceWorker source = new SourceWorker(run, () -> null, new Link(1, false, 1, 1));
        private final StageWorker sink =
                new StageWorker(run, Pipeline.SINK, item -> item, true, null, new Link(1, false, 1, 1), null);

        Counted() {
            run.add(new PipelineRun.Crew(Pipeline.SOURCE, null, List.of(source)));
            run.add(new PipelineRun.Crew(Pipeline.SINK, null, List.of(sink)));
        }

        void comeAndGo() {
            for (int i = 0; i < 2; i++) {
                source.tally.add(Tally.Count.TAKEN, 1);
                sink.tally.add(Tally.Count.DONE, 1);
            }
        }
    }

    @Test
    void noAccountShowsAnEndWithoutItsBeginning() {
        Interleavings.on(Counted::new)
                .invocations(30)
                .thread("items", Counted::comeAndGo)
                .thread("looks", shared -> Expect.that(shared.run.account().inFlight() >= 0, "more went than came"))
                .then(shared -> Expect.equal(new Account(2, 2, 0, 0, 0), shared.run.account(), "the last account"))
                .check();
    }

    /// The thread of a pool, and the owner of the work that withdraws it.
    static final class Lent {
        final PoolCall<Integer> call = new PoolCall<>(this::work);
        volatile boolean running;
        volatile int begun;
        volatile int begunWhenLeft;

        private Integer work() {
            running = true;
            begun++;
            running = false;
            return 42;
        }

        void withdraw() {
            call.withdraw();
            Expect.that(!running, "it left while the work was running");
            begunWhenLeft = begun;
        }
    }

    @Test
    void theInterruptOfAWithdrawalNeverReachesTheNextWork() {
        Interleavings.on(Lent::new)
                .invocations(40)
                .thread("pool", shared -> {
                    shared.call.run();
                    Thread.yield();
                    Expect.that(!Thread.interrupted(), "an interrupt was left for the next work");
                })
                .thread("waits", Lent::withdraw)
                .check();
    }

    @Test
    void workThatIsWithdrawnNeverBeginsOrHasEnded() {
        Interleavings.on(Lent::new)
                .invocations(20)
                .thread("pool", shared -> shared.call.run())
                .thread("waits", Lent::withdraw)
                .then(shared ->
                        Expect.equal(shared.begunWhenLeft, shared.begun, "work that began after it was withdrawn"))
                .check();
    }
}
