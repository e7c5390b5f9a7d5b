package happensbefore.exercises.lastcall;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.exercises.lastcall.Kitchen.Bill;
import happensbefore.exercises.lastcall.Kitchen.Failure;
import java.io.IOException;
import java.lang.Thread.State;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

class KitchenTest {
    /// After which a wait that should have ended is wrong; the second one once something has hung.
    private static final long PATIENCE_MILLIS = 1_000;
    private static final long IMPATIENCE_MILLIS = 50;

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    private static final Set<State> RESTING = Set.of(State.WAITING, State.TIMED_WAITING, State.TERMINATED);
    private static final AtomicBoolean SOMETHING_HUNG = new AtomicBoolean();

    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicInteger next = new AtomicInteger();
    private final Queue<Integer> served = new ConcurrentLinkedQueue<>();

    /// A last call on a thread of its own.
    private record Call(Thread caller, AtomicReference<@Nullable Object> result) {
        Object end() throws InterruptedException {
            boolean ended = noted(caller.join(Duration.ofMillis(patienceMillis())));
            assertThat(ended).as("The last call ends. It hangs.").isTrue();
            return requireNonNull(result.get());
        }

        Bill bill() throws InterruptedException {
            Object bill = end();
            assertThat(bill).as("The last call returns the bill.").isInstanceOf(Bill.class);
            return (Bill) bill;
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

    private static boolean await(CountDownLatch latch) throws InterruptedException {
        return noted(latch.await(patienceMillis(), TimeUnit.MILLISECONDS));
    }

    private static boolean noted(boolean inTime) {
        if (!inTime) {
            SOMETHING_HUNG.set(true);
        }
        return inTime;
    }

    private Kitchen<Integer, Integer> kitchen(
            int room,
            Kitchen.Orders<Integer> orders,
            Kitchen.Cook<Integer, Integer> cook,
            Kitchen.Waiter<Integer> waiter) {
        return new Kitchen<>(
                room,
                () -> {
                    threads.add(Thread.currentThread());
                    return orders.next();
                },
                order -> {
                    threads.add(Thread.currentThread());
                    return cook.cook(order);
                },
                dish -> {
                    threads.add(Thread.currentThread());
                    waiter.serve(dish);
                    served.add(dish);
                });
    }

    /// Orders from 0; after so many, the next one is waited for.
    private Kitchen.Orders<Integer> ordersThenWait(int count, CountDownLatch waiting) {
        return () -> {
            if (next.get() == count) {
                waiting.countDown();
                never.await();
            }
            return next.getAndIncrement();
        };
    }

    private static Call lastCall(Kitchen<?, ?> kitchen, Duration grace) {
        AtomicReference<@Nullable Object> result = new AtomicReference<>();
        Thread caller = Thread.ofPlatform().daemon().start(() -> {
            try {
                result.set(kitchen.lastCall(grace));
            } catch (Throwable e) {
                result.set(e);
            }
        });
        return new Call(caller, result);
    }

    private void assertNoThreadIsLeft() {
        assertThat(threads.stream().filter(Thread::isAlive))
                .as("No thread is left after the last call.")
                .isEmpty();
    }

    private void assertAllServed(Bill bill, int taken) {
        assertThat(bill).as("All that was taken goes through.").isEqualTo(new Bill(taken, taken, null));
        assertThat(served)
                .as("All that was taken is served, in its order.")
                .containsExactlyElementsOf(IntStream.range(0, taken).boxed().toList());
        assertNoThreadIsLeft();
    }

    private static void until(String what, Callable<Boolean> condition) {
        Awaitility.await(what)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(Duration.ofMillis(2 * patienceMillis()))
                .until(condition);
    }

    private static void awaitRest(Thread thread) {
        until("it waits or has ended", () -> RESTING.contains(thread.getState()));
    }

    @Test
    void whenNoMoreOrdersComeItEndsByItself() throws InterruptedException {
        for (int room : new int[] {1, 16}) {
            next.set(0);
            served.clear();
            Kitchen<Integer, Integer> kitchen =
                    kitchen(room, () -> next.get() == 200 ? null : next.getAndIncrement(), order -> order, dish -> {});
            kitchen.open();
            until("all is served", () -> served.size() == 200);
            assertAllServed(lastCall(kitchen, LONG).bill(), 200);
        }
    }

    @Test
    void aFirstStageThatWaitsForAnOrderIsToldOfTheLastCall() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        Kitchen<Integer, Integer> kitchen = kitchen(2, ordersThenWait(3, waiting), order -> order, dish -> {});
        kitchen.open();
        await(waiting);
        assertAllServed(lastCall(kitchen, LONG).bill(), 3);
    }

    @Test
    void anOrderThatComesTogetherWithTheLastCallGoesThrough() throws InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        Kitchen<Integer, Integer> kitchen = kitchen(
                2,
                () -> {
                    if (next.get() == 1) {
                        waiting.countDown();
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            // and at this moment there is one
                        }
                    }
                    return next.getAndIncrement();
                },
                order -> order,
                dish -> {});
        kitchen.open();
        await(waiting);
        assertAllServed(lastCall(kitchen, LONG).bill(), 2);
    }

    /// One order is cooked, one waits for the cook, and one is in the hands of the first stage.
    @Test
    void theLastCallMeetsAFirstStageThatWaitsForRoom() throws InterruptedException {
        CountDownLatch held = new CountDownLatch(1);
        AtomicReference<@Nullable Thread> first = new AtomicReference<>();
        AtomicBoolean interrupted = new AtomicBoolean();
        Kitchen<Integer, Integer> kitchen = kitchen(
                1,
                () -> {
                    first.set(Thread.currentThread());
                    return next.getAndIncrement();
                },
                order -> {
                    try {
                        await(held);
                    } catch (InterruptedException e) {
                        interrupted.set(true);
                        throw e;
                    }
                    return order;
                },
                dish -> {});
        kitchen.open();
        until("three orders are taken", () -> next.get() >= 3);
        awaitRest(requireNonNull(first.get()));
        Call call = lastCall(kitchen, LONG);
        awaitRest(call.caller());
        held.countDown();
        assertAllServed(call.bill(), 3);
        assertThat(interrupted).as("What is on the stove goes through.").isFalse();
    }

    @Test
    void whenTheGraceIsOverAllEndsAndIsWaitedFor() throws InterruptedException {
        CountDownLatch stuck = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch isBilled = new CountDownLatch(1);
        AtomicBoolean seenReturning = new AtomicBoolean();
        Kitchen<Integer, Integer> kitchen = kitchen(
                8,
                ordersThenWait(5, waiting),
                order -> {
                    if (order == 2) {
                        stuck.countDown();
                        try {
                            never.await();
                        } catch (InterruptedException e) {
                            seenReturning.set(isBilled.await(100, TimeUnit.MILLISECONDS)); // stubborn
                            throw e;
                        }
                    }
                    return order;
                },
                dish -> {});
        kitchen.open();
        await(stuck);
        await(waiting);
        until("two are served", () -> served.size() == 2);
        Call call = lastCall(kitchen, SHORT);
        Bill bill = call.bill();
        isBilled.countDown();
        boolean stillRuns = threads.stream().anyMatch(Thread::isAlive);
        assertThat(stillRuns || seenReturning.get())
                .as("The bill is written and the cook still runs.")
                .isFalse();
        assertThat(bill.failure()).as("The end of the grace is no failure.").isNull();
        assertThat(bill).as("Five orders were taken, and two are served.").isEqualTo(new Bill(5, 2, null));
    }

    /// The failing stage has order 3 in its hands; nobody calls.
    private void assertAFailureEndsAll(String stage, Throwable failure) throws InterruptedException {
        next.set(0);
        threads.clear();
        CountDownLatch othersAreIn = new CountDownLatch(stage.equals("orders") ? 1 : 2);
        Kitchen<Integer, Integer> kitchen = kitchen(
                4,
                () -> {
                    int order = next.get();
                    if (stage.equals("orders") && order == 3) {
                        await(othersAreIn);
                        throw KitchenTest.<RuntimeException>sneaky(failure);
                    }
                    if (order == 5) {
                        othersAreIn.countDown();
                        never.await();
                    }
                    return next.getAndIncrement();
                },
                order -> {
                    if (stage.equals("cook") && order == 3) {
                        await(othersAreIn);
                        throw KitchenTest.<RuntimeException>sneaky(failure);
                    }
                    return order;
                },
                dish -> {
                    if (!stage.equals("waiter")) {
                        othersAreIn.countDown();
                        never.await();
                    } else if (dish == 3) {
                        throw KitchenTest.<RuntimeException>sneaky(failure);
                    }
                });
        kitchen.open();
        awaitAllEnded(stage);
        Bill bill = lastCall(kitchen, LONG).bill();
        assertThat(bill.failure())
                .as("The first failure, with its stage and the number of its order.")
                .isEqualTo(new Failure(stage, 3, failure));
        assertThat(bill.served()).isEqualTo(stage.equals("waiter") ? 3 : 0);
        assertNoThreadIsLeft();
    }

    @SuppressWarnings("unchecked") // erased
    private static <T extends Throwable> T sneaky(Throwable failure) throws T {
        throw (T) failure;
    }

    private void awaitAllEnded(String stage) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis());
        boolean ended = false;
        while (!ended && System.nanoTime() < deadline) {
            ended = threads.size() == 3;
            for (Thread thread : threads) {
                ended &= thread.join(Duration.ofMillis(1));
            }
        }
        assertThat(noted(ended))
                .as("A failure of %s ends all stages, before any last call. One hangs.", stage)
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "cook", "waiter"})
    void aFailureEndsAllAndIsNamed(String stage) throws InterruptedException {
        for (Throwable failure : List.of(new IOException("planned"), new AssertionError("planned"))) {
            assertAFailureEndsAll(stage, failure);
        }
    }

    @Test
    void twoLastCallsGetTheSameBill() throws InterruptedException {
        CountDownLatch cooking = new CountDownLatch(1);
        Kitchen<Integer, Integer> kitchen = kitchen(
                2,
                () -> next.getAndIncrement(),
                order -> {
                    cooking.countDown();
                    never.await();
                    return order;
                },
                dish -> {});
        kitchen.open();
        await(cooking);
        Call patient = lastCall(kitchen, LONG);
        awaitRest(patient.caller());
        Bill bill = lastCall(kitchen, SHORT).bill();
        assertNoThreadIsLeft();
        assertThat(patient.bill()).as("The bill is the same for all.").isEqualTo(bill);
        assertThat(bill.failure()).as("The end of the grace is no failure.").isNull();
    }

    @Test
    void anImpatientCallerEndsAllAndLeavesNoThread() throws InterruptedException {
        CountDownLatch cooking = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        Kitchen<Integer, Integer> kitchen = kitchen(
                2,
                () -> next.getAndIncrement(),
                order -> {
                    cooking.countDown();
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        while (held.getCount() > 0) {
                            Thread.yield(); // whoever interrupts it
                        }
                    }
                    return order;
                },
                dish -> {});
        kitchen.open();
        await(cooking);
        Call call = lastCall(kitchen, LONG);
        awaitRest(call.caller());
        call.caller().interrupt();
        assertThat(await(interrupted))
                .as("An interrupt of the caller ends all at once. It hangs.")
                .isTrue();
        awaitRest(call.caller());
        call.caller().interrupt();
        until("the second interrupt has arrived", () -> !call.caller().isInterrupted());
        awaitRest(call.caller());
        assertThat(call.caller().isAlive())
                .as("The caller was interrupted twice, and has left while the cook still runs.")
                .isTrue();
        held.countDown();
        assertThat(call.end()).as("The caller was interrupted.").isInstanceOf(InterruptedException.class);
        assertNoThreadIsLeft();
    }
}
