package happensbefore.pipelines;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
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

    /// The thread of a pool, and the owner of the work that withdraws it.
    static final class Lent {
        final PoolCall<Integer> call = new PoolCall<>(this::work);
        volatile boolean running;
        volatile int begun;

        private Integer work() {
            running = true;
            begun++;
            running = false;
            return 42;
        }

        void withdraw() {
            call.withdraw();
            Expect.that(!running, "it left while the work was running");
            int seen = begun;
            Thread.yield();
            Expect.equal(seen, begun, "work that began after it was withdrawn");
        }
    }

    @Test
    void workThatIsWithdrawnNeverBeginsOrHasEnded() {
        Interleavings.on(Lent::new)
                .invocations(20)
                .thread("pool", shared -> shared.call.run())
                .thread("waits", Lent::withdraw)
                .check();
    }
}
