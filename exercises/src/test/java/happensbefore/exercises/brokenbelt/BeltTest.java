package happensbefore.exercises.brokenbelt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BeltTest {
    /// After which a wait that should have ended is wrong.
    private static final long PATIENCE_MILLIS = 1_000;

    /// The same, once something has hung: then the answer is wrong already.
    private static final long IMPATIENCE_MILLIS = 50;

    /// How long a stubborn stage goes on after an interrupt.
    private static final long STUBBORN_MILLIS = 100;

    private static final AtomicBoolean SOMETHING_HUNG = new AtomicBoolean();

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final CountDownLatch never = new CountDownLatch(1);

    /// How a run went on.
    private record Going(Thread caller, AtomicReference<@Nullable Throwable> thrown) {
        @Nullable
        Throwable end() throws InterruptedException {
            boolean ended = caller.join(Duration.ofMillis(patienceMillis()));
            if (!ended) {
                SOMETHING_HUNG.set(true);
            }
            assertThat(ended).as("The run ends. It hangs.").isTrue();
            return thrown.get();
        }
    }

    @AfterEach
    void letAllGo() {
        never.countDown();
        threads.forEach(Thread::interrupt);
    }

    private static long patienceMillis() {
        return SOMETHING_HUNG.get() ? IMPATIENCE_MILLIS : PATIENCE_MILLIS;
    }

    /// False when patience ran out first.
    private static boolean await(CountDownLatch latch) throws InterruptedException {
        boolean open = latch.await(patienceMillis(), TimeUnit.MILLISECONDS);
        if (!open) {
            SOMETHING_HUNG.set(true);
        }
        return open;
    }

    private static Going start(Belt<Integer, Integer> belt, Iterable<Integer> items) {
        AtomicReference<@Nullable Throwable> thrown = new AtomicReference<>();
        Thread caller = Thread.ofPlatform().daemon().start(() -> {
            try {
                belt.run(items);
            } catch (Throwable e) {
                thrown.set(e);
            }
        });
        return new Going(caller, thrown);
    }

    private Belt<Integer, Integer> belt(int capacity, Belt.Press<Integer, Integer> press, Belt.Pack<Integer> pack) {
        return new Belt<>(
                capacity,
                item -> {
                    threads.add(Thread.currentThread());
                    return press.press(item);
                },
                part -> {
                    threads.add(Thread.currentThread());
                    pack.pack(part);
                });
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }

    /// More than any test lets through.
    private static Iterable<Integer> endless() {
        return numbers(100_000);
    }

    private void assertFailed(@Nullable Throwable thrown, Throwable failure) {
        assertThat(thrown)
                .as("A stage has failed, and the run says so.")
                .isInstanceOf(ExecutionException.class)
                .cause()
                .as("What the failed stage threw is told, not what its neighbor threw for it.")
                .isSameAs(failure);
        assertNoThreadIsLeft();
    }

    private void assertNoThreadIsLeft() {
        assertThat(threads.stream().filter(Thread::isAlive))
                .as("No stage's thread is left after the run.")
                .isEmpty();
    }

    private static void assertCounts(Belt<?, ?> belt, int taken, int packed) {
        assertThat(List.of(belt.taken(), belt.packed(), belt.lost()))
                .as("The count of what was taken, packed and lost.")
                .containsExactly(taken, packed, taken - packed);
    }

    /// Waits until the first stage has made so many parts, and waits for room, or has ended.
    private static void awaitFullBelt(AtomicReference<@Nullable Thread> press, AtomicInteger pressed, int parts) {
        Awaitility.await(parts + " parts are made, and the first stage waits for room")
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofMillis(2 * PATIENCE_MILLIS))
                .until(() -> {
                    Thread thread = press.get();
                    return thread != null
                            && pressed.get() >= parts
                            && (thread.getState() == Thread.State.WAITING || !thread.isAlive());
                });
    }

    @Test
    void allItemsAreMadeAndPackedInTheirOrder() throws InterruptedException {
        for (int capacity : new int[] {1, 2, 64}) {
            Queue<Integer> out = new ConcurrentLinkedQueue<>();
            Belt<Integer, Integer> belt = belt(capacity, item -> item * 2, out::add);
            assertThat(start(belt, numbers(100)).end()).as("All is well.").isNull();
            assertThat(out)
                    .as("Each item is made and packed, in its order (capacity %d).", capacity)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 100).mapToObj(item -> item * 2).toList());
            assertCounts(belt, 100, 100);
            assertNoThreadIsLeft();
        }
    }

    @Test
    void theEndComesAlsoToAFullBelt() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        AtomicReference<@Nullable Thread> press = new AtomicReference<>();
        AtomicInteger pressed = new AtomicInteger();
        Belt<Integer, Integer> belt = belt(
                1,
                item -> {
                    press.set(Thread.currentThread());
                    pressed.incrementAndGet();
                    return item;
                },
                part -> await(held));
        Going going = start(belt, numbers(2));
        awaitFullBelt(press, pressed, 2);
        held.countDown();
        assertThat(going.end()).as("All is well.").isNull();
        assertCounts(belt, 2, 2);
    }

    @Test
    void noItemsAreNoTrouble() throws InterruptedException {
        Belt<Integer, Integer> belt = belt(1, item -> item, part -> {});
        assertThat(start(belt, List.of()).end()).as("All is well.").isNull();
        assertCounts(belt, 0, 0);
    }

    @Test
    void theStagesWorkAtTheSameTime() throws InterruptedException {
        CountDownLatch packing = new CountDownLatch(1);
        AtomicInteger alone = new AtomicInteger();
        Belt<Integer, Integer> belt = belt(
                1,
                item -> {
                    if (item == 1 && !await(packing)) {
                        alone.incrementAndGet();
                    }
                    return item;
                },
                part -> packing.countDown());
        assertThat(start(belt, numbers(3)).end()).as("All is well.").isNull();
        assertThat(alone)
                .as("Part 0 is packed while item 1 is still pressed: the stages work at the same time.")
                .hasValue(0);
    }

    @Test
    void aFastFirstStageWaitsForRoom() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        AtomicInteger pressed = new AtomicInteger();
        AtomicReference<@Nullable Thread> press = new AtomicReference<>();
        Belt<Integer, Integer> belt = belt(
                2,
                item -> {
                    press.set(Thread.currentThread());
                    pressed.incrementAndGet();
                    return item;
                },
                part -> await(held));
        Going going = start(belt, numbers(100));
        awaitFullBelt(press, pressed, 4);
        assertThat(pressed)
                .as("One part is being packed, two lie between, one waits for room.")
                .hasValueLessThanOrEqualTo(4);
        held.countDown();
        assertThat(going.end()).as("All is well.").isNull();
    }

    /// The first stage stands in `put` when the second one fails.
    private void secondFailsWhileFirstWaitsForRoom(Throwable failure) throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        AtomicReference<@Nullable Thread> press = new AtomicReference<>();
        AtomicInteger pressed = new AtomicInteger();
        Belt<Integer, Integer> belt = belt(
                2,
                item -> {
                    press.set(Thread.currentThread());
                    pressed.incrementAndGet();
                    return item;
                },
                part -> {
                    if (part == 1) {
                        await(held);
                        sneak(failure);
                    }
                });
        Going going = start(belt, endless());
        awaitFullBelt(press, pressed, 5);
        held.countDown();
        assertFailed(going.end(), failure);
        // Part 0 is packed, part 1 failed, parts 2 and 3 lie between, part 4 waited for room.
        assertCounts(belt, 5, 1);
    }

    @SuppressWarnings("unchecked") // erased
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }

    @Test
    void aFailedSecondStageEndsAFirstThatWaitsForRoom() throws InterruptedException {
        secondFailsWhileFirstWaitsForRoom(new IOException("no boxes"));
    }

    @Test
    void anErrorEndsTheRunAsWell() throws InterruptedException {
        secondFailsWhileFirstWaitsForRoom(new AssertionError("no boxes"));
    }

    @Test
    void aFailedFirstStageEndsASecondThatWaitsForParts() throws InterruptedException {
        IOException failure = new IOException("the press is hot");
        CountDownLatch packed = new CountDownLatch(2);
        Belt<Integer, Integer> belt = belt(
                4,
                item -> {
                    if (item == 2) {
                        await(packed);
                        throw failure;
                    }
                    return item;
                },
                part -> packed.countDown());
        assertFailed(start(belt, endless()).end(), failure);
        assertThat(belt.taken()).as("The count of what was taken.").isEqualTo(3);
        assertThat(belt.packed() + belt.lost())
                .as("The count of what was packed or lost.")
                .isEqualTo(3);
    }

    @Test
    void itemsThatCannotBeReadEndTheRun() throws InterruptedException {
        IllegalStateException failure = new IllegalStateException("the file is torn");
        Iterable<Integer> torn = () -> Stream.iterate(0, number -> number + 1)
                .peek(number -> {
                    if (number == 3) {
                        throw failure;
                    }
                })
                .iterator();
        Belt<Integer, Integer> belt = belt(8, item -> item, part -> {});
        assertFailed(start(belt, torn).end(), failure);
        assertThat(belt.packed() + belt.lost())
                .as("The count of what was packed or lost.")
                .isEqualTo(belt.taken());
    }

    @Test
    void aNeighborThatWorksIsInterruptedAndAwaited() throws InterruptedException {
        IOException failure = new IOException("no boxes");
        CountDownLatch pressing = new CountDownLatch(1);
        AtomicInteger interrupted = new AtomicInteger();
        AtomicInteger seenReturning = new AtomicInteger();
        CountDownLatch returned = new CountDownLatch(1);
        Belt<Integer, Integer> belt = belt(
                1,
                item -> {
                    if (item == 1) {
                        pressing.countDown();
                        try {
                            await(never);
                        } catch (InterruptedException e) {
                            interrupted.incrementAndGet();
                            if (returned.await(STUBBORN_MILLIS, TimeUnit.MILLISECONDS)) {
                                seenReturning.incrementAndGet();
                            }
                            throw e;
                        }
                    }
                    return item;
                },
                part -> {
                    await(pressing);
                    throw failure;
                });
        Going going = start(belt, endless());
        Throwable thrown = going.end();
        boolean stillRuns = threads.stream().anyMatch(Thread::isAlive);
        returned.countDown();
        assertThat(interrupted).as("A neighbor that works is interrupted.").hasValue(1);
        assertThat(stillRuns || seenReturning.get() > 0)
                .as("The neighbor still ran when the run was over: it returned too early.")
                .isFalse();
        assertFailed(thrown, failure);
        assertCounts(belt, 2, 0);
    }

    /// Waits for an interrupt, and does not pass it on.
    private void spendAnInterrupt() {
        try {
            await(never);
        } catch (InterruptedException e) {
            // spent
        }
    }

    @Test
    void aSecondStageThatSpendsTheInterruptEndsAsWell() throws InterruptedException {
        IOException failure = new IOException("the press is hot");
        CountDownLatch packing = new CountDownLatch(1);
        Belt<Integer, Integer> belt = belt(
                1,
                item -> {
                    if (item == 1) {
                        await(packing);
                        throw failure;
                    }
                    return item;
                },
                part -> {
                    packing.countDown();
                    spendAnInterrupt();
                });
        assertFailed(start(belt, endless()).end(), failure);
        assertCounts(belt, 2, 1);
    }

    @Test
    void aFirstStageThatSpendsTheInterruptEndsAsWell() throws InterruptedException {
        IOException failure = new IOException("no boxes");
        CountDownLatch pressing = new CountDownLatch(1);
        Belt<Integer, Integer> belt = belt(
                1,
                item -> {
                    if (item == 1) {
                        pressing.countDown();
                        spendAnInterrupt();
                    }
                    return item;
                },
                part -> {
                    await(pressing);
                    throw failure;
                });
        assertFailed(start(belt, endless()).end(), failure);
        assertCounts(belt, 2, 0);
    }

    @Test
    void anInterruptOfTheCallerEndsTheRun() throws InterruptedException {
        CountDownLatch packing = new CountDownLatch(1);
        Belt<Integer, Integer> belt = belt(1, item -> item, part -> {
            packing.countDown();
            await(never);
        });
        Going going = start(belt, endless());
        await(packing);
        going.caller().interrupt();
        assertThat(going.end()).as("The caller was interrupted.").isInstanceOf(InterruptedException.class);
        assertNoThreadIsLeft();
        assertThat(belt.packed() + belt.lost())
                .as("The count of what was packed or lost.")
                .isEqualTo(belt.taken());
    }
}
