package happensbefore.exercises.borrowedbuffer;

import happensbefore.exercises.borrowedbuffer.BorrowedBatch.Reader;
import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class BorrowedBatchInterleaveTest {
    private static final int ENOUGH = 300;

    private static final class Shared {
        final AtomicInteger givenBack = new AtomicInteger();
        final BorrowedBatch batch = new BorrowedBatch(List.of("a"), _ -> givenBack.incrementAndGet());
        final Reader reader = Objects.requireNonNull(batch.open());
        volatile @Nullable Reader late;

        void expectOnce() {
            Expect.equal(1, givenBack.get(), "how often the list was given back");
        }
    }

    @Test
    void theLastOfTwoGivesItBack() {
        Interleavings.on(Shared::new)
                .invocations(ENOUGH)
                .thread("maker", shared -> shared.batch.close())
                .thread("reader", shared -> shared.reader.close())
                .then(Shared::expectOnce)
                .check();
    }

    @Test
    void aReaderOfTwoThreadsHasOneHold() {
        Interleavings.on(Shared::new)
                .invocations(ENOUGH)
                .thread("one", shared -> shared.reader.close())
                .thread("other", shared -> shared.reader.close())
                .then(shared -> {
                    Expect.equal(0, shared.givenBack.get(), "how often the list was given back under its maker");
                    shared.batch.close();
                    shared.expectOnce();
                })
                .check();
    }

    @Test
    void nobodyGetsAHoldOnAListThatIsGone() {
        Interleavings.on(() -> {
                    Shared shared = new Shared();
                    shared.reader.close();
                    return shared;
                })
                .invocations(ENOUGH)
                .thread("last", shared -> shared.batch.close())
                .thread("opens", shared -> shared.late = shared.batch.open())
                .then(shared -> {
                    Reader late = shared.late;
                    if (late == null) {
                        shared.expectOnce();
                    } else {
                        Expect.equal(0, shared.givenBack.get(), "how often the list was given back under a reader");
                        late.close();
                        shared.expectOnce();
                    }
                })
                .check();
    }
}
