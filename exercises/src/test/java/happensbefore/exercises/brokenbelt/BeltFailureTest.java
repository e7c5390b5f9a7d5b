package happensbefore.exercises.brokenbelt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Runs in which a stage fails.
class BeltFailureTest extends BeltRuns {
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
