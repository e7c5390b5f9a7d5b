package happensbefore.exercises.allornothing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AllOrNothingTest {
    /// After which a slow booking gives up, so that a wrong answer fails and does not hang.
    private static final long PATIENCE_MILLIS = 1_000;

    /// The same, once one has given up: then the answer is wrong already.
    private static final long IMPATIENCE_MILLIS = 50;

    private static final AtomicBoolean SOMEONE_GAVE_UP = new AtomicBoolean();

    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch returned = new CountDownLatch(1);
    private final CountDownLatch slowRuns = new CountDownLatch(1);
    private final CountDownLatch booked = new CountDownLatch(1);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger gaveUp = new AtomicInteger();
    private final Queue<String> undone = new ConcurrentLinkedQueue<>();

    private record Item(Callable<String> call, Queue<String> undone, boolean undoFails)
            implements AllOrNothing.Booking<String> {
        @Override
        public String book() throws Exception {
            return call.call();
        }

        @Override
        public void undo(String receipt) {
            undone.add(receipt);
            if (undoFails) {
                throw new IllegalStateException("no undo of " + receipt);
            }
        }
    }

    private Item item(Callable<String> call) {
        return new Item(call, undone, false);
    }

    @AfterEach
    void forgetTheInterrupt() {
        Thread.interrupted();
        returned.countDown();
        never.countDown();
    }

    private static long patienceMillis() {
        return SOMEONE_GAVE_UP.get() ? IMPATIENCE_MILLIS : PATIENCE_MILLIS;
    }

    /// False when patience ran out first.
    private static boolean await(CountDownLatch latch) throws InterruptedException {
        boolean open = latch.await(patienceMillis(), TimeUnit.MILLISECONDS);
        if (!open) {
            SOMEONE_GAVE_UP.set(true);
        }
        return open;
    }

    /// Has no receipt before it is too late, and none at all when it is interrupted.
    private String slow() throws InterruptedException {
        running.incrementAndGet();
        slowRuns.countDown();
        try {
            if (!await(never)) {
                gaveUp.incrementAndGet();
            }
            return "slow";
        } finally {
            running.decrementAndGet();
        }
    }

    private String receipt(String name) {
        booked.countDown();
        return name;
    }

    /// When the slow one runs, and another is booked.
    private String failing() throws Exception {
        await(slowRuns);
        await(booked);
        throw new IOException("full");
    }

    private void assertNothingIsLeft() {
        assertThat(gaveUp)
                .as("The slow booking is interrupted. It was waited for until it gave up by itself.")
                .hasValue(0);
        assertThat(running).as("No booking still runs after the return.").hasValue(0);
    }

    @Test
    void receiptsAreInTheOrderOfTheBookings() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        assertThat(AllOrNothing.book(List.of(
                        item(() -> {
                            await(second);
                            return "flight";
                        }),
                        item(() -> {
                            second.countDown();
                            return "hotel";
                        }))))
                .as("Receipts stand in the order of the bookings, not in that of time.")
                .containsExactly("flight", "hotel");
        assertThat(undone).as("Nothing is undone when all succeed.").isEmpty();
    }

    @Test
    void allAreBookedAtTheSameTime() throws Exception {
        CyclicBarrier allThree = new CyclicBarrier(3);
        AtomicInteger alone = new AtomicInteger();
        Item meeting = item(() -> {
            try {
                allThree.await(patienceMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                alone.incrementAndGet();
                SOMEONE_GAVE_UP.set(true);
            }
            return "met";
        });
        AllOrNothing.book(List.of(meeting, meeting, meeting));
        assertThat(alone)
                .as("Each of the three waits for the other two: all are booked at the same time.")
                .hasValue(0);
    }

    @Test
    void aFailureStopsTheOthersAndWhatWasBookedIsUndone() {
        assertThatThrownBy(() ->
                        AllOrNothing.book(List.of(item(this::slow), item(() -> receipt("hotel")), item(this::failing))))
                .as("The failure of a booking comes out.")
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("full");
        assertNothingIsLeft();
        assertThat(undone)
                .as("The hotel was booked in vain, and is undone once.")
                .containsExactly("hotel");
    }

    @Test
    void whatSucceedsAlthoughItWasInterruptedIsUndone() {
        assertThatThrownBy(() -> AllOrNothing.book(List.of(
                        item(() -> {
                            slowRuns.countDown();
                            try {
                                await(never);
                            } catch (InterruptedException e) {
                                return "late hotel"; // the service had it booked already
                            }
                            return "patient hotel";
                        }),
                        item(() -> receipt("car")),
                        item(this::failing))))
                .hasRootCauseMessage("full");
        assertThat(undone)
                .as("A booking that succeeds although it was interrupted is undone as well.")
                .containsExactlyInAnyOrder("late hotel", "car");
    }

    @Test
    void aBookingThatCleansUpIsWaitedFor() {
        AtomicInteger sawReturn = new AtomicInteger();
        running.set(1);
        assertThatThrownBy(() -> AllOrNothing.book(List.of(
                        item(() -> {
                            slowRuns.countDown();
                            booked.countDown();
                            try {
                                await(never);
                            } catch (InterruptedException e) {
                                if (returned.await(PATIENCE_MILLIS / 4, TimeUnit.MILLISECONDS)) {
                                    sawReturn.incrementAndGet();
                                }
                            }
                            running.decrementAndGet();
                            throw new IOException("stopped");
                        }),
                        item(this::failing))))
                .hasRootCauseMessage("full");
        int stillRunning = running.get();
        returned.countDown();
        assertThat(stillRunning)
                .as("A booking that was interrupted still runs: the call returns when it has ended.")
                .isZero();
        assertThat(sawReturn).as("A booking saw the call return.").hasValue(0);
    }

    @Test
    void anInterruptOfTheCallerUndoesAsWell() {
        Thread caller = Thread.currentThread();
        Throwable thrown = catchThrowable(() ->
                AllOrNothing.book(List.of(item(this::slow), item(() -> receipt("hotel")), item(() -> {
                    await(slowRuns);
                    await(booked);
                    caller.interrupt();
                    return slow();
                }))));
        assertThat(thrown)
                .as("An interrupt of the caller comes out as an InterruptedException.")
                .isInstanceOf(InterruptedException.class);
        assertNothingIsLeft();
        assertThat(undone)
                .as("The caller was interrupted, and what it had booked is undone.")
                .containsExactly("hotel");
    }

    @Test
    void anUndoThatThrowsKeepsNoOtherFromBeingUndone() {
        CountDownLatch both = new CountDownLatch(2);
        assertThatThrownBy(() -> AllOrNothing.book(List.of(
                        new Item(() -> counted(both, "flight"), undone, true),
                        item(() -> counted(both, "hotel")),
                        item(() -> {
                            await(both);
                            throw new IOException("full");
                        }))))
                .as("The failure of the booking comes out, also after an undo that throws.")
                .hasRootCauseMessage("full");
        assertThat(undone)
                .as("An undo that throws keeps no other from being undone.")
                .containsExactlyInAnyOrder("flight", "hotel");
    }

    private static String counted(CountDownLatch latch, String name) {
        latch.countDown();
        return name;
    }

    @Test
    void nothingToBookIsNothing() throws Exception {
        assertThat(AllOrNothing.<String>book(List.of()))
                .as("No bookings give no receipts.")
                .isEmpty();
    }
}
