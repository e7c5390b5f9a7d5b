package happensbefore.spanexport;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import happensbefore.testkit.Schedules;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// One backend's books when two threads take one step each, in every order of one memory for all. What else can race
/// has
/// its stress test.
class LaneBooksInterleavingsTest {
    private static final Verdict TIMED_OUT = Verdict.lost(Drop.EXPORT_TIMED_OUT);

    static final class Books {
        final LaneBooks<String> books = new LaneBooks<>(4, 4);
        volatile @Nullable CompletableFuture<Verdict> verdict;
        volatile @Nullable CompletableFuture<Boolean> flush;
        volatile @Nullable Parcel<String> parcel;
        volatile @Nullable Parcel<String> other;

        Books offered() {
            verdict = books.offer("a", 1, 1);
            return this;
        }

        Books taken() {
            offered();
            parcel = books.take();
            return this;
        }

        Books twoTaken() {
            taken();
            books.offer("b", 1, 1);
            other = books.take();
            return this;
        }

        Books handedOut() {
            taken();
            books.handOut(known(parcel));
            return this;
        }

        void land(@Nullable Parcel<String> landing, Verdict word) {
            books.land(known(landing), word);
        }

        void answered(Verdict word) {
            books.answered(known(parcel), word);
        }

        private static Parcel<String> known(@Nullable Parcel<String> parcel) {
            if (parcel == null) {
                throw new AssertionError("nothing was taken");
            }
            return parcel;
        }

        void sample() {
            Expect.equal(1L, books.ledger().recorded(), "recorded");
        }

        void expectOneEnd() {
            Ledger ledger = books.ledger();
            CompletableFuture<Verdict> told = verdict;
            Expect.that(told != null && told.isDone(), "nobody was told what became of it");
            boolean delivered = told != null && told.join().delivered();
            Expect.equal(delivered ? 1L : 0L, ledger.exported(), "exported");
            Expect.equal(delivered ? 0L : 1L, ledger.droppedInAll(), "dropped");
            Expect.equal(1L, ledger.recorded(), "recorded");
            Expect.equal(0L, books.held(), "held");
        }

        void expectFlushed() {
            CompletableFuture<Boolean> told = flush;
            Expect.equal(true, told == null ? null : told.getNow(false), "what the flush said");
        }
    }

    private static Schedules<Books> on(Supplier<Books> books) {
        return Interleavings.on(books).invocations(25);
    }

    @Test
    void aBatchIsTakenOnce() {
        on(() -> new Books().offered())
                .thread("worker", subject -> subject.parcel = subject.books.take())
                .thread("shutdown", subject -> subject.other = subject.books.take())
                .then(subject -> {
                    Expect.that((subject.parcel == null) != (subject.other == null), "taken twice, or by nobody");
                    Expect.equal(1L, subject.books.ledger().inFlight(), "in flight");
                    Expect.equal(0L, subject.books.ledger().queued(), "queued");
                })
                .check();
    }

    @Test
    void batchesThatLandAtOnceAreAllCounted() {
        on(() -> new Books().twoTaken())
                .thread("one", subject -> subject.land(subject.parcel, Verdict.DELIVERED))
                .thread("other", subject -> subject.land(subject.other, Verdict.DELIVERED))
                .then(subject -> {
                    Expect.equal(2L, subject.books.ledger().exported(), "exported");
                    Expect.equal(0L, subject.books.ledger().inFlight(), "in flight");
                    Expect.equal(0L, subject.books.held(), "held");
                })
                .check();
    }

    @Test
    void anAnswerThatComesAsItIsGivenUpIsADeliveryOrLate() {
        on(() -> new Books().handedOut())
                .thread("exporter", subject -> subject.answered(Verdict.DELIVERED))
                .thread("worker", subject -> subject.land(subject.parcel, TIMED_OUT))
                .then(subject -> {
                    subject.expectOneEnd();
                    Ledger ledger = subject.books.ledger();
                    Expect.equal(1L, ledger.exported() + ledger.late(), "exported or late");
                })
                .check();
    }

    @Test
    void aFlushMissesNoBatchThatIsJustTaken() {
        on(() -> new Books().offered())
                .thread("flush", subject -> subject.flush = subject.books.flush())
                .thread("worker", subject -> subject.parcel = subject.books.take())
                .then(subject -> {
                    CompletableFuture<Boolean> flush = subject.flush;
                    Expect.that(flush != null && !flush.isDone(), "the flush knows nothing of the batch");
                    subject.land(subject.parcel, Verdict.DELIVERED);
                    subject.expectFlushed();
                })
                .check();
    }

    @Test
    void noSampleShowsABatchTwiceOrNowhereWhileItTakesOff() {
        on(() -> new Books().offered())
                .thread("reader", Books::sample)
                .thread("worker", subject -> subject.books.take())
                .check();
    }

    @Test
    void noSampleShowsABatchTwiceOrNowhereWhileItLands() {
        on(() -> new Books().taken())
                .thread("reader", Books::sample)
                .thread("worker", subject -> subject.land(subject.parcel, Verdict.DELIVERED))
                .check();
    }
}
