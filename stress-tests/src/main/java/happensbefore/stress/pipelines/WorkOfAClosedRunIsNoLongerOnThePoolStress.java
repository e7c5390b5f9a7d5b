package happensbefore.stress.pipelines;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.pipelines.CpuPool;
import happensbefore.pipelines.Pipeline;
import happensbefore.pipelines.PipelineRun;
import happensbefore.pipelines.Source;
import happensbefore.pipelines.Stage;
import happensbefore.pipelines.Workers;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/// A run is closed while its stage computes on a pool of one thread; the same pool then serves the other actor's run.
@JCStressTest
@Outcome(id = "0, true", expect = ACCEPTABLE, desc = "Nothing of the closed run ran on, and no interrupt was left.")
@Outcome(expect = FORBIDDEN, desc = "Work of a closed run was still there, or its interrupt hit another's work.")
@State
public class WorkOfAClosedRunIsNoLongerOnThePoolStress {
    private static final CpuPool POOL = new CpuPool("stress", 1);
    private static final List<Integer> ITEMS = Collections.nCopies(4, 1);

    private final AtomicInteger running = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);
    private final Pipeline<Integer, Integer> blocking = Pipeline.of(Stage.<Integer, Integer>of("block", item -> {
                running.incrementAndGet();
                try {
                    never.await();
                } finally {
                    running.decrementAndGet();
                }
                return item;
            })
            .by(Workers.on(POOL, 2)));

    @Actor
    public void closes(IZ_Result r) {
        PipelineRun blocked = blocking.start(Source.of(ITEMS), item -> {});
        while (running.get() == 0) {
            Thread.yield();
        }
        blocked.close();
        r.r1 = running.get();
    }

    @Actor
    public void computes(IZ_Result r) {
        Pipeline<Integer, Integer> quick = Pipeline.of(Stage.<Integer, Integer>of("compute", item -> {
                    Thread.sleep(0); // would let an interrupt out
                    return item;
                })
                .by(Workers.on(POOL, 2)));
        try (PipelineRun run = quick.start(Source.of(ITEMS), item -> {})) {
            r.r2 = Runs.report(run).account().out() == ITEMS.size();
        }
    }
}
