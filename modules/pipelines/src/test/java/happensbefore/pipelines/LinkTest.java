package happensbefore.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import happensbefore.testkit.Race;
import java.lang.Thread.State;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LinkTest {
    private static final int MANY = 20_000;

    private static Chunk chunk(long firstPlace, Object... items) {
        Chunk chunk = new Chunk();
        chunk.firstPlace = firstPlace;
        for (Object item : items) {
            chunk.add(item, 0);
        }
        return chunk;
    }

    private static List<Object> take(Link link, int limit) throws InterruptedException {
        Chunk into = new Chunk();
        assertThat(link.take(into, limit)).isTrue();
        return items(into);
    }

    private static List<Object> items(Chunk chunk) {
        return new ArrayList<>(Arrays.asList(chunk.items).subList(0, chunk.size));
    }

    @Test
    void handsOverInOrderOfArrivalAndUpToTheLimit() throws InterruptedException {
        Link link = new Link(8, false, 2, 1);
        assertThat(link.put(chunk(0, "a", "b", "c"), 2)).isTrue();
        assertThat(link.put(chunk(0, "d"), 1)).isTrue();
        assertThat(link.queued()).isEqualTo(3);
        assertThat(take(link, 2)).containsExactly("a", "b");
        assertThat(take(link, 2)).containsExactly("d");
        assertThat(link.queued()).isZero();
    }

    @Test
    void nobodyTakesMoreThanAShare() throws InterruptedException {
        Link link = new Link(8, false, 1, 3);
        assertThat(link.put(chunk(0, 1, 2, 3, 4, 5, 6, 7), 7)).isTrue();
        assertThat(take(link, 100)).containsExactly(1, 2);
        assertThat(take(link, 100)).containsExactly(3);
    }

    @Test
    void putsInPlacesWhatCameOutOfOrder() throws InterruptedException {
        Link link = new Link(5, true, 3, 1);
        assertThat(link.put(chunk(3, "d", "e"), 2)).isTrue();
        assertThat(link.put(chunk(1, "b"), 1)).isTrue();
        assertThat(link.queued()).isEqualTo(3);
        assertThat(link.put(chunk(0, "a"), 1)).isTrue();
        assertThat(take(link, 100)).containsExactly("a", "b");
        assertThat(link.put(chunk(2, "c"), 1)).isTrue();
        assertThat(take(link, 100)).containsExactly("c", "d", "e");
    }

    @Test
    void aHoleIsSkippedAndTheNextPlacesAreDense() throws InterruptedException {
        Link link = new Link(5, true, 1, 1);
        assertThat(link.put(chunk(0, Chunk.HOLE, "b", Chunk.HOLE, "d"), 4)).isTrue();
        assertThat(link.queued()).isEqualTo(2);
        Chunk first = new Chunk();
        assertThat(link.take(first, 1)).isTrue();
        assertThat(items(first)).containsExactly("b");
        assertThat(first.firstPlace).isZero();
        Chunk second = new Chunk();
        assertThat(link.take(second, 1)).isTrue();
        assertThat(items(second)).containsExactly("d");
        assertThat(second.firstPlace).isEqualTo(1);

        Link arrivals = new Link(2, false, 1, 1);
        assertThat(arrivals.put(chunk(0, Chunk.HOLE, Chunk.HOLE, "c", Chunk.HOLE), 4))
                .isTrue();
        assertThat(take(arrivals, 100)).containsExactly("c");
    }

    /// Round the ring several times, in chunks that its end cuts in two.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachItemKeepsItsNumber(boolean inPlaces) throws InterruptedException {
        Link link = new Link(5, inPlaces, 1, 1);
        Chunk taken = new Chunk();
        for (int first = 0; first < 60; first += 3) {
            Chunk chunk = new Chunk();
            chunk.firstPlace = first;
            for (int number = first; number < first + 3; number++) {
                chunk.add("item " + number, number);
            }
            assertThat(link.put(chunk, 3)).isTrue();
            assertThat(link.take(taken, 3)).isTrue();
            assertThat(items(taken)).containsExactly("item " + first, "item " + (first + 1), "item " + (first + 2));
            assertThat(Arrays.copyOf(taken.numbers, 3)).containsExactly(first, first + 1, first + 2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasTakenIsNotKeptAlive(boolean inPlaces) throws InterruptedException {
        Link link = new Link(4, inPlaces, 1, 1);
        WeakReference<Object> item = passed(link, new Object());
        Awaitility.await().until(() -> {
            System.gc();
            return item.refersTo(null);
        });
        assertThat(link.queued()).isZero();
    }

    private static WeakReference<Object> passed(Link link, Object item) throws InterruptedException {
        assertThat(link.put(chunk(0, item), 1)).isTrue();
        assertThat(take(link, 1)).hasSize(1);
        return new WeakReference<>(item);
    }

    @Test
    void endsWhenTheLastPutterHasLeftAndAllIsTaken() throws InterruptedException {
        Link link = new Link(4, false, 2, 1);
        assertThat(link.put(chunk(0, 1), 1)).isTrue();
        link.putterLeft();
        link.putterLeft();
        assertThat(take(link, 1)).containsExactly(1);
        assertThat(link.take(new Chunk(), 1)).isFalse();
        assertThat(link.take(new Chunk(), 1)).isFalse();
    }

    @Test
    void brokenOffItKeepsWhatIsThereAndTakesNothing() throws InterruptedException {
        Link link = new Link(4, false, 1, 1);
        assertThat(link.put(chunk(0, 1, 2), 2)).isTrue();
        link.breakOff();
        Chunk rest = chunk(0, 3);
        assertThat(link.put(rest, 1)).isFalse();
        assertThat(rest.left()).isEqualTo(1);
        assertThat(link.take(new Chunk(), 1)).isFalse();
        assertThat(link.queued()).isEqualTo(2);
    }

    /// A put wakes one of those that wait, which wakes the next for what it leaves.
    @Test
    void whatIsPutAtOnceReachesAllWhoWait() throws Exception {
        Link link = new Link(4, false, 1, 3);
        List<Thread> takers = new CopyOnWriteArrayList<>();
        try (Race race = Race.within(Duration.ofSeconds(20))) {
            for (int i = 0; i < 3; i++) {
                race.thread("taker " + i, () -> {
                    takers.add(Thread.currentThread());
                    assertThat(take(link, 4)).hasSize(1);
                });
            }
            race.thread("putter", () -> {
                awaitAllWait(takers, 3);
                assertThat(link.put(chunk(0, "a", "b", "c"), 3)).isTrue();
            });
            race.run();
        }
    }

    @Test
    void whoWaitsGoesOnWhenItIsBrokenOff() throws Exception {
        Link full = new Link(1, false, 1, 1);
        assertThat(full.put(chunk(0, "a"), 1)).isTrue();
        Link empty = new Link(1, false, 1, 1);
        List<Thread> waiting = new CopyOnWriteArrayList<>();
        try (Race race = Race.within(Duration.ofSeconds(20))) {
            race.thread("putter", () -> {
                waiting.add(Thread.currentThread());
                assertThat(full.put(chunk(0, "b"), 1)).isFalse();
            });
            race.thread("taker", () -> {
                waiting.add(Thread.currentThread());
                assertThat(empty.take(new Chunk(), 1)).isFalse();
            });
            race.thread("breaker", () -> {
                awaitAllWait(waiting, 2);
                full.breakOff();
                empty.breakOff();
            });
            race.run();
        }
    }

    @Test
    void anIdleVirtualThreadGivesWayOnlyForAMomentAndSleeps() throws Exception {
        Link link = new Link(1, false, 1, 1);
        Thread taker = Thread.ofVirtual().start(() -> {
            try {
                assertThat(link.take(new Chunk(), 1)).isFalse();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Awaitility.await().until(() -> taker.getState() == State.WAITING);
        link.putterLeft();
        assertThat(taker.join(Duration.ofSeconds(20))).isTrue();
    }

    /// Room there is, but not at its place.
    @Test
    void aVirtualThreadWhosePlaceHasNoRoomSleeps() throws Exception {
        Link link = new Link(2, true, 2, 1);
        Thread putter = Thread.ofVirtual().start(() -> {
            try {
                assertThat(link.put(chunk(2, "c"), 1)).isFalse();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Awaitility.await().until(() -> putter.getState() == State.WAITING);
        link.breakOff();
        assertThat(putter.join(Duration.ofSeconds(20))).isTrue();
    }

    @Test
    void whoIsInterruptedWhileItWaitsHasLostNothing() throws Exception {
        Link full = new Link(1, false, 1, 1);
        assertThat(full.put(chunk(0, "a"), 1)).isTrue();
        Link empty = new Link(1, false, 1, 1);
        Chunk rest = chunk(1, "b");
        try (Race race = Race.within(Duration.ofSeconds(20))) {
            race.thread("putter", () -> {
                Thread.currentThread().interrupt();
                assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> full.put(rest, 1));
            });
            race.thread("taker", () -> {
                Thread.currentThread().interrupt();
                assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> empty.take(new Chunk(), 1));
            });
            race.run();
        }
        assertThat(rest.left()).isEqualTo(1);
        assertThat(take(full, 1)).containsExactly("a");
        assertThat(full.put(rest, 1)).isTrue();
        assertThat(take(full, 1)).containsExactly("b");
    }

    private static void awaitAllWait(List<Thread> threads, int count) {
        while (threads.size() < count || threads.stream().anyMatch(thread -> thread.getState() != State.WAITING)) {
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void theCapacityIsExact(int capacity) throws Exception {
        Link link = new Link(capacity, false, 1, 1);
        long before = System.nanoTime();
        Chunk chunk = chunk(0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        try (Race race = Race.within(Duration.ofSeconds(20))) {
            race.thread("putter", () -> assertThat(link.put(chunk, 10)).isTrue());
            race.thread("taker", () -> {
                while (link.queued() < capacity) {
                    Thread.onSpinWait();
                }
                List<Object> all = new ArrayList<>();
                while (all.size() < 10) {
                    assertThat(link.queued()).isLessThanOrEqualTo(capacity);
                    all.addAll(take(link, 1));
                }
                assertThat(all).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
            });
            race.run();
        }
        assertThat(chunk.waitStart - before).isNotNegative();
        assertThat(chunk.waitEnd - chunk.waitStart).isPositive();
    }

    /// Two that wait for each other all the time, with nothing else that could wake them.
    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "2, false", "3, true"})
    void noWakeUpIsLostOnTheWayThereAndBack(int capacity, boolean inPlaces) throws Exception {
        Link there = new Link(capacity, inPlaces, 1, 1);
        Link back = new Link(capacity, inPlaces, 1, 1);
        try (Race race = Race.within(Duration.ofSeconds(50))) {
            race.thread("ping", () -> {
                for (int i = 0; i < MANY; i++) {
                    assertThat(there.put(chunk(i, i), 1)).isTrue();
                    assertThat(take(back, 1)).containsExactly(i);
                }
            });
            race.virtualThread("pong", () -> {
                for (int i = 0; i < MANY; i++) {
                    assertThat(back.put(chunk(i, take(there, 1).getFirst()), 1)).isTrue();
                }
            });
            race.run();
        }
    }

    /// Three workers between two links, as an ordered stage has them, with hardly any room.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7})
    void severalThatPutInPlacesNeverWaitForEachOtherForEver(int capacity) throws Exception {
        Link in = new Link(capacity, false, 1, 3);
        Link out = new Link(capacity, true, 3, 1);
        ConcurrentLinkedQueue<Object> seen = new ConcurrentLinkedQueue<>();
        try (Race race = Race.within(Duration.ofSeconds(50))) {
            race.thread("source", () -> {
                for (int i = 0; i < MANY; i++) {
                    assertThat(in.put(chunk(0, i), 1)).isTrue();
                }
                in.putterLeft();
            });
            for (int worker = 0; worker < 3; worker++) {
                race.thread("worker " + worker, () -> {
                    Chunk chunk = new Chunk();
                    while (in.take(chunk, 4)) {
                        assertThat(out.put(chunk, chunk.size)).isTrue();
                    }
                    out.putterLeft();
                });
            }
            race.thread("sink", () -> {
                Chunk chunk = new Chunk();
                while (out.take(chunk, 2)) {
                    seen.addAll(items(chunk));
                }
            });
            race.run();
        }
        assertThat(new ArrayList<Object>(seen)).isEqualTo(new ArrayList<Object>(PipelineTest.numbers(MANY)));
    }
}
