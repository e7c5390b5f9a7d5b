package happensbefore.exercises.inorderagain;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.Thread.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InOrderTest {
    /// After which a wait that should have ended is wrong.
    private static final long PATIENCE_MILLIS = 1_000;

    /// The same, once something has hung: then the answer is wrong already.
    private static final long IMPATIENCE_MILLIS = 50;

    private static final Set<State> RESTING = Set.of(State.WAITING, State.TIMED_WAITING, State.TERMINATED);
    private static final AtomicBoolean SOMETHING_HUNG = new AtomicBoolean();

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    /// A call that another thread makes.
    private record Call(Thread thread, AtomicReference<@Nullable Object> result, String what) {
        /// What it returned, or threw.
        @Nullable
        Object end(String rule) throws InterruptedException {
            return end(rule, PATIENCE_MILLIS);
        }

        @Nullable
        Object end(String rule, long patienceMillis) throws InterruptedException {
            boolean ended = thread.join(Duration.ofMillis(SOMETHING_HUNG.get() ? IMPATIENCE_MILLIS : patienceMillis));
            if (!ended) {
                SOMETHING_HUNG.set(true);
            }
            assertThat(ended).as(rule + " (" + what + ")").isTrue();
            return result.get();
        }

        void waits(String rule) {
            Awaitility.await(what)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(Duration.ofMillis(2 * PATIENCE_MILLIS))
                    .until(() -> RESTING.contains(thread.getState()));
            assertThat(thread.isAlive()).as(rule + " (" + what + ")").isTrue();
        }
    }

    private interface Work {
        @Nullable
        Object run() throws Exception;
    }

    @AfterEach
    void letAllGo() {
        threads.forEach(Thread::interrupt);
    }

    private Call start(String what, Work work) {
        AtomicReference<@Nullable Object> result = new AtomicReference<>();
        Thread thread = Thread.ofPlatform().daemon().unstarted(() -> {
            try {
                result.set(work.run());
            } catch (Throwable e) {
                result.set(e);
            }
        });
        threads.add(thread);
        thread.start();
        return new Call(thread, result, what);
    }

    private Call put(InOrder<String> inOrder, int number, String... parts) {
        return start("put of item " + number + " with " + parts.length, () -> {
            inOrder.put(number, List.of(parts));
            return null;
        });
    }

    /// A put that must not wait.
    private void in(InOrder<String> inOrder, int number, String... parts) throws InterruptedException {
        assertThat(put(inOrder, number, parts)
                        .end("A put waits for room only when there is none, and never in its turn."))
                .isNull();
    }

    private void assertTakes(InOrder<String> inOrder, @Nullable String... expected) throws InterruptedException {
        List<@Nullable Object> taken = new ArrayList<>();
        for (String next : expected) {
            taken.add(start("take of " + next, inOrder::take)
                    .end("What is there in its turn is taken at once, and at the end there is null."));
        }
        assertThat(taken).as("The parts in the order of their items.").containsExactly((Object[]) expected);
    }

    @Test
    void whatCameTooEarlyWaitsForItsTurn() throws InterruptedException {
        InOrder<String> inOrder = new InOrder<>(10);
        in(inOrder, 2, "d");
        in(inOrder, 1, "c");
        in(inOrder, 0, "a", "b");
        assertTakes(inOrder, "a", "b", "c", "d");
    }

    @Test
    void whatIsThereInItsTurnIsNotHeldBack() throws InterruptedException {
        InOrder<String> inOrder = new InOrder<>(10);
        in(inOrder, 0, "a", "b");
        assertTakes(inOrder, "a", "b");
        Call next = start("take of the next", inOrder::take);
        next.waits("The next item is not there: take waits.");
        in(inOrder, 2, "d");
        next.waits("Item 2 is not the next: take waits.");
        in(inOrder, 1, "c");
        assertThat(next.end("Who waits for the next part is woken by it."))
                .as("The parts in the order of their items.")
                .isEqualTo("c");
        assertTakes(inOrder, "d");
    }

    @Test
    void anItemThatCameToNothingHoldsUpNobody() throws InterruptedException {
        InOrder<String> inOrder = new InOrder<>(10);
        in(inOrder, 1);
        in(inOrder, 3, "d");
        in(inOrder, 0, "a");
        in(inOrder, 2);
        assertTakesBehindNothing(inOrder, "a");
        assertTakesBehindNothing(inOrder, "d");
        Call next = start("take of item 6", inOrder::take);
        next.waits("Nothing is there: take waits.");
        in(inOrder, 6, "g");
        in(inOrder, 5);
        in(inOrder, 4);
        assertThat(next.end("Items 4 and 5 came to nothing, and hold up nobody."))
                .isEqualTo("g");
    }

    private void assertTakesBehindNothing(InOrder<String> inOrder, String expected) throws InterruptedException {
        assertThat(start("take of " + expected, inOrder::take).end("An item that came to nothing holds up nobody."))
                .as("The parts in the order of their items.")
                .isEqualTo(expected);
    }

    @Test
    void theRoomIsInParts() throws InterruptedException {
        InOrder<String> inOrder = new InOrder<>(4);
        in(inOrder, 1, "b", "c", "d");
        Call second = put(inOrder, 2, "e", "f");
        second.waits("What does not fit waits for room.");
        assertThat(inOrder.held()).as("The parts that are here.").isEqualTo(3);
        in(inOrder, 3, "g");
        assertThat(inOrder.held()).as("The parts that are here.").isEqualTo(4);
        in(inOrder, 0, "a");
        assertTakes(inOrder, "a", "b");
        second.waits("There is still no room for two: who is woken looks again, and waits for room.");
        assertTakes(inOrder, "c");
        assertThat(second.end("Who waits for room is woken when there is some."))
                .isNull();
        assertTakes(inOrder, "d", "e", "f", "g");
    }

    @Test
    void whoComesInOrderWaitsForRoomAsWell() throws InterruptedException {
        InOrder<String> inOrder = new InOrder<>(2);
        in(inOrder, 0, "a");
        in(inOrder, 1, "b");
        Call third = put(inOrder, 2, "c");
        third.waits("Nothing was taken, and two parts are here: the put waits for room.");
        assertTakes(inOrder, "a");
        assertThat(third.end("Who waits for room is woken when there is some.")).isNull();
        assertTakes(inOrder, "b", "c");
    }

    @Test
    void theItemWhoseTurnItIsNeverWaits() throws InterruptedException {
        InOrder<String> inOrder = new InOrder<>(2);
        in(inOrder, 1, "c", "d");
        assertThat(put(inOrder, 0, "a", "b").end("An item that comes in its turn never waits."))
                .isNull();
        assertTakes(inOrder, "a", "b", "c", "d");
    }

    @Test
    void anItemLargerThanTheRoomGoesInInItsTurn() throws InterruptedException {
        InOrder<String> inOrder = new InOrder<>(2);
        Call large = put(inOrder, 1, "b", "c", "d", "e");
        large.waits("It does not fit, and it is not its turn: the put waits for room.");
        in(inOrder, 2, "f");
        in(inOrder, 0, "a");
        assertTakes(inOrder, "a");
        assertThat(large.end("An item that comes in its turn never waits: who waited is woken by its turn."))
                .isNull();
        assertTakes(inOrder, "b", "c", "d", "e", "f");
    }

    /// Two wait, and the change helps the one that came second.
    @Test
    void theRightOneIsWoken() throws InterruptedException {
        InOrder<String> inOrder = new InOrder<>(2);
        in(inOrder, 3, "d", "e");
        Call notYet = put(inOrder, 2, "c");
        notYet.waits("Two parts are here: the put waits for room.");
        Call next = put(inOrder, 1, "b");
        next.waits("Two parts are here: the put waits for room.");
        in(inOrder, 0, "a");
        assertTakes(inOrder, "a");
        assertThat(next.end("Item 1 waited for room, now it is its turn: it is woken."))
                .isNull();
        assertTakes(inOrder, "b");
        assertThat(notYet.end("Item 2 waited for room, now it is its turn: it is woken."))
                .isNull();
        assertTakes(inOrder, "c", "d", "e");
    }

    @Test
    void theEndComesAfterTheLastItem() throws InterruptedException {
        InOrder<String> inOrder = new InOrder<>(10);
        in(inOrder, 0, "a");
        inOrder.end(3);
        assertTakes(inOrder, "a");
        Call next = start("take of item 1", inOrder::take);
        next.waits("Items 1 and 2 are still to come: it is not the end.");
        in(inOrder, 2, "c");
        in(inOrder, 1, "b");
        assertThat(next.end("Who waits for the next part is woken by it."))
                .as("What is still to come after the end was told.")
                .isEqualTo("b");
        assertTakes(inOrder, "c", null, null);
    }

    @Test
    void theEndWakesWhoWaits() throws InterruptedException {
        InOrder<String> inOrder = new InOrder<>(10);
        in(inOrder, 0, "a");
        in(inOrder, 1);
        assertTakes(inOrder, "a");
        Call next = start("take at the end", inOrder::take);
        next.waits("It is not known that this is the end.");
        inOrder.end(2);
        assertThat(next.end("Who waits when the end is told is woken by the end."))
                .isNull();
        InOrder<String> empty = new InOrder<>(1);
        empty.end(0);
        assertTakes(empty, new String[] {null});
    }

    @Test
    void anInterruptedWaitChangesNothing() throws InterruptedException {
        InOrder<String> inOrder = new InOrder<>(1);
        in(inOrder, 1, "b");
        Call waiting = put(inOrder, 2, "c");
        waiting.waits("One part is here: the put waits for room.");
        waiting.thread().interrupt();
        assertThat(waiting.end("An interrupt ends a wait.")).isInstanceOf(InterruptedException.class);
        assertThat(inOrder.held()).as("The parts that are here.").isEqualTo(1);
        Call taking = start("take of item 0", inOrder::take);
        taking.waits("Item 0 is not there: take waits.");
        taking.thread().interrupt();
        assertThat(taking.end("An interrupt ends a wait.")).isInstanceOf(InterruptedException.class);
        in(inOrder, 0, "a");
        assertTakes(inOrder, "a");
        Call again = put(inOrder, 2, "c");
        assertTakes(inOrder, "b", "c");
        assertThat(again.end("Who waits for room is woken when there is some.")).isNull();
    }

    /// Six workers, one taker, hardly any room.
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 8})
    void nothingIsLostOrOvertakenUnderLoad(int room) throws InterruptedException {
        int items = 1_000;
        InOrder<Integer> inOrder = new InOrder<>(room);
        AtomicInteger next = new AtomicInteger();
        Queue<Integer> taken = new ConcurrentLinkedQueue<>();
        for (int worker = 0; worker < 6; worker++) {
            start("worker", () -> {
                for (int item = next.getAndIncrement(); item < items; item = next.getAndIncrement()) {
                    inOrder.put(item, item % 4 == 3 ? List.of() : List.of(item));
                }
                return null;
            });
        }
        inOrder.end(items);
        Call taker = start("all takes", () -> {
            for (Integer part = inOrder.take(); part != null; part = inOrder.take()) {
                taken.add(part);
            }
            return null;
        });
        assertThat(taker.end("All goes on to the end, with " + room + " for room.", 2 * PATIENCE_MILLIS))
                .isNull();
        assertThat(new ArrayList<>(taken))
                .as("The parts in the order of their items.")
                .isEqualTo(IntStream.range(0, items)
                        .filter(item -> item % 4 != 3)
                        .boxed()
                        .toList());
    }
}
