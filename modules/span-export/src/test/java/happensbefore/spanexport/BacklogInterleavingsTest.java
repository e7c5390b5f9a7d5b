package happensbefore.spanexport;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The books when two threads write them at once, in every order of one memory for all.
class BacklogInterleavingsTest {
    private static final int SAMPLES = 250;

    static final class Books {
        final Backlog<String> backlog = new Backlog<>(2, 100, Long.MAX_VALUE, null);
        volatile @Nullable CompletableFuture<Boolean> flush;
        volatile @Nullable Flight<String> flight;
        volatile @Nullable Flight<String> other;

        void submit(String item) {
            if (backlog.offer(item) < 0) {
                backlog.refused(Drop.ALREADY_SHUTDOWN);
            }
        }

        void exportOne() {
            Flight<String> taken = backlog.take(1);
            if (taken != null) {
                backlog.land(taken, null);
            }
        }

        void expectNothingLeft(long recorded) {
            Ledger ledger = backlog.ledger();
            Expect.equal(recorded, ledger.recorded(), "recorded");
            Expect.equal(recorded, ledger.exported() + ledger.droppedInAll(), "exported or dropped");
        }
    }

    @Test
    void aSpanThatRacesWithTheShutdownIsExportedOrCounted() {
        Interleavings.on(Books::new)
                .invocations(150)
                .thread("service", books -> books.submit("a"))
                .thread("shutdown", books -> {
                    books.backlog.close();
                    books.exportOne();
                    books.backlog.abandon();
                })
                .then(books -> books.expectNothingLeft(1))
                .check();
    }

    @Test
    void aFlightThatLandsTwiceIsCountedOnce() {
        Interleavings.on(BacklogInterleavingsTest::flying)
                .invocations(150)
                .thread("exporter", books -> land(books, null))
                .thread("timer", books -> land(books, Drop.EXPORT_TIMED_OUT))
                .then(books -> books.expectNothingLeft(1))
                .check();
    }

    private static void land(Books books, @Nullable Drop loss) {
        land(books.backlog, books.flight, loss);
    }

    private static void land(Backlog<String> backlog, @Nullable Flight<String> flight, @Nullable Drop loss) {
        if (flight != null) {
            backlog.land(flight, loss);
        }
    }

    @Test
    void aFlushIsAnsweredHoweverItRacesWithTheExport() {
        Interleavings.on(() -> {
                    Books books = new Books();
                    books.submit("a");
                    return books;
                })
                .invocations(150)
                .thread("flush", books -> books.flush = books.backlog.flush())
                .thread("export", Books::exportOne)
                .then(books -> {
                    CompletableFuture<Boolean> flush = books.flush;
                    Expect.that(flush != null && flush.isDone(), "nobody answers the flush");
                    Expect.equal(true, flush == null ? null : flush.getNow(false), "what was delivered");
                })
                .check();
    }

    @Test
    void anItemIsDisplacedOrExportedNeverBoth() {
        Interleavings.on(() -> {
                    Books books = new Books();
                    books.submit("a");
                    return books;
                })
                .invocations(150)
                .thread("producer", books -> books.backlog.displace())
                .thread("export", Books::exportOne)
                .then(books -> books.expectNothingLeft(1))
                .check();
    }

    @Test
    void flightsThatLandAtOnceAreAllCounted() {
        Interleavings.on(() -> {
                    Books books = flying();
                    books.submit("b");
                    books.other = books.backlog.take(1);
                    return books;
                })
                .invocations(150)
                .thread("one", books -> land(books, null))
                .thread("other", books -> land(books.backlog, books.other, null))
                .then(books -> books.expectNothingLeft(2))
                .check();
    }

    @Test
    void noSampleShowsAnItemTwiceOrNowhereWhileItTakesOff() {
        Interleavings.on(() -> {
                    Books books = new Books();
                    books.submit("a");
                    return books;
                })
                .invocations(SAMPLES)
                .thread("reader", BacklogInterleavingsTest::look)
                .thread("dispatcher", books -> books.backlog.take(1))
                .check();
    }

    @Test
    void noSampleShowsAnItemTwiceOrNowhereWhileItLands() {
        Interleavings.on(BacklogInterleavingsTest::flying)
                .invocations(SAMPLES)
                .thread("reader", BacklogInterleavingsTest::look)
                .thread("exporter", books -> land(books, null))
                .check();
    }

    private static void look(Books books) {
        Expect.equal(1L, books.backlog.ledger().recorded(), "recorded");
    }

    private static Books flying() {
        Books books = new Books();
        books.submit("a");
        books.flight = books.backlog.take(1);
        return books;
    }
}
