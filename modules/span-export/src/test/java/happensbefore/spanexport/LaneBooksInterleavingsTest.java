package happensbefore.spanexport;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import happensbefore.testkit.Schedules;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// One backend's books when two threads write them at once, and the answer of several, in every order of one
/// memory for all.
class LaneBooksInterleavingsTest {
    static final class Books {
        final LaneBooks<String> books = new LaneBooks<>(4, 4);
        volatile @Nullable CompletableFuture<Verdict> verdict;
        volatile @Nullable CompletableFuture<Boolean> flush;
        volatile @Nullable Parcel<String> parcel;

        Books offered() {
            verdict = books.offer("a", 1, 1);
            return this;
        }

        Books taken() {
            offered();
            parcel = books.take();
            return this;
        }

        Books handedOut() {
            taken();
            books.handOut(known());
            return this;
        }

        Parcel<String> known() {
            Parcel<String> known = parcel;
            if (known == null) {
                throw new AssertionError("nothing was taken");
            }
            return known;
        }

        void exportOne() {
            Parcel<String> taken = books.take();
            if (taken != null && books.handOut(taken)) {
                books.answered(taken, true);
                books.land(taken, Verdict.DELIVERED);
            }
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
    }

    private static Schedules<Books> on(Supplier<Books> books) {
        return Interleavings.on(books).invocations(25);
    }

    @Test
    void aBatchThatRacesWithTheShutdownHasOneEnd() {
        on(Books::new)
                .thread("caller", Books::offered)
                .thread("shutdown", subject -> {
                    subject.books.close();
                    subject.exportOne();
                    subject.books.abandon();
                })
                .then(Books::expectOneEnd)
                .check();
    }

    @Test
    void aWorkerAndTheEndOfTheShutdownMakeOneEnd() {
        on(() -> new Books().offered())
                .thread("worker", Books::exportOne)
                .thread("shutdown", subject -> {
                    subject.books.close();
                    subject.books.abandon();
                })
                .then(Books::expectOneEnd)
                .check();
    }

    @Test
    void anAnswerThatComesAsItIsGivenUpIsADeliveryOrLate() {
        on(() -> new Books().handedOut())
                .thread("exporter", subject -> subject.books.answered(subject.known(), true))
                .thread("worker", subject -> subject.books.land(subject.known(), Verdict.lost(Drop.EXPORT_TIMED_OUT)))
                .then(subject -> {
                    subject.expectOneEnd();
                    Ledger ledger = subject.books.ledger();
                    Expect.equal(1L, ledger.exported() + ledger.late(), "exported or late");
                })
                .check();
    }

    @Test
    void aFlushIsAnsweredHoweverItRacesWithTheExport() {
        on(() -> new Books().offered())
                .thread("flush", subject -> subject.flush = subject.books.flush())
                .thread("worker", Books::exportOne)
                .then(subject -> {
                    CompletableFuture<Boolean> flush = subject.flush;
                    Expect.equal(true, flush == null ? null : flush.getNow(false), "what the flush said");
                })
                .check();
    }

    @Test
    void noSampleShowsABatchTwiceOrNowhere() {
        on(() -> new Books().offered())
                .thread("worker", Books::exportOne)
                .thread(
                        "reader",
                        subject -> Expect.equal(1L, subject.books.ledger().recorded(), "recorded"))
                .check();
    }

    @Test
    void twoCallersNeverHaveTheSameRoom() {
        on(Books::new)
                .thread("one", subject -> subject.books.offer("a", 3, 1))
                .thread("other", subject -> subject.books.offer("b", 3, 1))
                .then(subject -> {
                    Expect.equal(3L, subject.books.held(), "held");
                    Expect.equal(3L, subject.books.ledger().dropped(Drop.QUEUE_FULL), "refused");
                })
                .check();
    }

    static final class Two {
        final CompletableFuture<Verdict> one = new CompletableFuture<>();
        final CompletableFuture<Verdict> other = new CompletableFuture<>();
        final CompletableFuture<Boolean> first = Answer.FIRST.of(List.of(one, other));
        final CompletableFuture<Boolean> all = Answer.ALL.of(List.of(one, other));
    }

    @Test
    void oneDeliveryIsEnoughForTheFirstAndNotForAll() {
        Interleavings.on(Two::new)
                .invocations(25)
                .thread("healthy", two -> two.one.complete(Verdict.DELIVERED))
                .thread("dead", two -> two.other.complete(Verdict.lost(Drop.EXPORT_FAILED)))
                .then(two -> {
                    Expect.equal(true, two.first.getNow(false), "the first");
                    Expect.equal(false, two.all.getNow(true), "all");
                })
                .check();
    }
}
