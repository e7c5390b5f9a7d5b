package happensbefore.stress.spanexport;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.spanexport.Backlog;
import happensbefore.spanexport.Drop;
import happensbefore.spanexport.Flight;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IJ_Result;

/// An item is accepted; its export fails while somebody flushes.
@JCStressTest
@Outcome(id = "0, 1", expect = ACCEPTABLE, desc = "The flush found the item, and says that it was lost.")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "The item's fate was known before: the flush found nothing.")
@Outcome(expect = FORBIDDEN, desc = "Nobody answers the flush, or the loss was not counted.")
@State
public class AFlushIsAnsweredHoweverItRacesWithTheExportStress {
    private final Backlog<Integer> backlog = new Backlog<>(2, Long.MAX_VALUE, null);
    private @Nullable CompletableFuture<Boolean> flush;

    public AFlushIsAnsweredHoweverItRacesWithTheExportStress() {
        backlog.offer(1);
    }

    @Actor
    public void exporter() {
        Flight<Integer> flight = backlog.take(1);
        if (flight != null) {
            backlog.land(flight, Drop.EXPORT_FAILED);
        }
    }

    @Actor
    public void flusher() {
        flush = backlog.flush();
    }

    @Arbiter
    public void answer(IJ_Result r) {
        CompletableFuture<Boolean> asked = flush;
        r.r1 = asked == null || !asked.isDone() ? -1 : asked.join() ? 1 : 0;
        r.r2 = backlog.ledger().dropped(Drop.EXPORT_FAILED);
    }
}
