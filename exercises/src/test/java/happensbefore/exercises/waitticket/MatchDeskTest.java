package happensbefore.exercises.waitticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MatchDeskTest {
    /// Nothing here takes so long.
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final long PATIENCE_MILLIS = 2000;

    private final MatchDesk<String, Integer> desk = new MatchDesk<>();
    private final List<Thread> threads = new ArrayList<>();

    @AfterEach
    void endThreads() {
        threads.forEach(Thread::interrupt);
        for (int i = 0; i < threads.size() && desk.waiting() > 0; i++) {
            meetWhoeverIsLeft();
        }
    }

    /// A desk that swallows interrupts must not keep threads.
    private void meetWhoeverIsLeft() {
        try {
            if (desk.ride("end", Duration.ofMillis(1)) == null) {
                String _ = String.valueOf(desk.drive(0, Duration.ofMillis(1)));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A call on a thread of its own, once it waits; what it returns, as text.
    private CompletableFuture<String> waiting(Callable<?> call) {
        CompletableFuture<String> result = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                result.complete(String.valueOf(call.call()));
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        threads.add(thread);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> result.isDone()
                        || thread.getState() == Thread.State.WAITING
                        || thread.getState() == Thread.State.TIMED_WAITING);
        return result;
    }

    private static String told(CompletableFuture<String> result, String why) throws Exception {
        try {
            return result.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError(why);
        }
    }

    @Test
    void aRiderAndADriverGetEachOther() throws Exception {
        CompletableFuture<String> rider = waiting(() -> desk.ride("Ada", LONG));
        assertThat(desk.drive(1, LONG)).as("Ada waits for a driver.").isEqualTo("Ada");
        assertThat(told(rider, "Ada has a driver, and must be woken.")).isEqualTo("1");
        CompletableFuture<String> driver = waiting(() -> desk.drive(2, LONG));
        assertThat(desk.ride("Grace", LONG)).as("2 waits for a rider.").isEqualTo(2);
        assertThat(told(driver, "2 has a rider, and must be woken.")).isEqualTo("Grace");
    }

    @Test
    void firstComeFirstServed() throws Exception {
        CompletableFuture<String> first = waiting(() -> desk.ride("Ada", LONG));
        CompletableFuture<String> second = waiting(() -> desk.ride("Grace", LONG));
        assertThat(desk.waiting()).as("Two riders wait.").isEqualTo(2);
        assertThat(desk.drive(1, LONG)).as("Ada came first.").isEqualTo("Ada");
        assertThat(desk.drive(2, LONG)).as("Grace came second.").isEqualTo("Grace");
        assertThat(told(first, "Ada has a driver, and must be woken.")).isEqualTo("1");
        assertThat(told(second, "Grace has a driver, and must be woken.")).isEqualTo("2");
    }

    @Test
    void whoGaveUpIsNeverMatched() throws Exception {
        assertThat(desk.ride("Ada", Duration.ofMillis(1))).as("Nobody drives.").isNull();
        assertThat(desk.ride("Ada", Duration.ZERO)).as("Nobody drives.").isNull();
        assertThat(desk.waiting()).as("Ada gave up, and waits no more.").isZero();
        assertThat(desk.drive(1, Duration.ofMillis(1)))
                .as("Ada gave up: 1 must not drive off with somebody who has gone.")
                .isNull();
    }

    @Test
    void aTimeMayBeAsLongAsADurationCanBe() throws Exception {
        CompletableFuture<String> rider = waiting(() -> desk.ride("Ada", Duration.ofSeconds(Long.MAX_VALUE)));
        assertThat(rider)
                .as("Ada waits for over 292 years if need be, and nothing is thrown.")
                .isNotDone();
        assertThat(desk.drive(1, Duration.ZERO)).as("Ada waits for a driver.").isEqualTo("Ada");
        assertThat(told(rider, "Ada has a driver, and must be woken.")).isEqualTo("1");
    }

    @Test
    void anInterruptEndsTheWait() throws Exception {
        CompletableFuture<String> rider = waiting(() -> desk.ride("Ada", LONG));
        threads.getFirst().interrupt();
        assertThatThrownBy(() -> told(rider, "Ada was interrupted, and must not wait on."))
                .as("Who is interrupted while waiting throws an InterruptedException.")
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(desk.drive(1, Duration.ZERO))
                .as("Ada was interrupted and gave up: 1 must not drive off with somebody who has gone.")
                .isNull();
    }
}
