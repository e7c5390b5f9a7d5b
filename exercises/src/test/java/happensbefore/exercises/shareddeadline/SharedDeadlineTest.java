package happensbefore.exercises.shareddeadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import happensbefore.exercises.shareddeadline.SharedDeadline.Step;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedDeadlineTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SHORT = Duration.ofMillis(50);

    /// After which a step that hangs gives up, so that a wrong answer fails and does not hang.
    private static final long GIVES_UP_MILLIS = 1_000;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 10); // it may overflow, as nanoTime may
    private final List<Duration> granted = new ArrayList<>();
    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch returned = new CountDownLatch(1);
    private final CountDownLatch hangs = new CountDownLatch(1);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger gaveUp = new AtomicInteger();

    @AfterEach
    void forgetTheInterrupt() {
        Thread.interrupted();
        returned.countDown();
        never.countDown();
    }

    /// A step that takes so long by the test's clock.
    private Step<Integer> taking(Duration time) {
        return share -> {
            granted.add(share);
            now.addAndGet(time.toNanos());
            return granted.size();
        };
    }

    private Step<Integer> hanging() {
        return _ -> {
            running.incrementAndGet();
            hangs.countDown();
            try {
                if (!never.await(GIVES_UP_MILLIS, TimeUnit.MILLISECONDS)) {
                    gaveUp.incrementAndGet();
                }
                return 0;
            } finally {
                running.decrementAndGet();
            }
        };
    }

    private List<Integer> run(Duration total, List<Step<Integer>> steps) throws Exception {
        return SharedDeadline.run(total, steps, now::get);
    }

    @Test
    void whatAStepLeavesOverIsSharedByTheLaterOnes() throws Exception {
        List<Integer> results = run(
                Duration.ofSeconds(60),
                List.of(taking(Duration.ofSeconds(2)), taking(Duration.ofSeconds(9)), taking(Duration.ZERO)));
        assertThat(results).as("The results are in order.").containsExactly(1, 2, 3);
        assertThat(granted)
                .as("60 s: a third; then half of the 58 s that are left over; then all of the 49.")
                .containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(29), Duration.ofSeconds(49));
    }

    @Test
    void aStepThatOverdrawsLeavesLessToTheLaterOnes() throws Exception {
        run(
                Duration.ofSeconds(60),
                List.of(taking(Duration.ofSeconds(40)), taking(Duration.ofSeconds(10)), taking(Duration.ZERO)));
        assertThat(granted)
                .as("60 s: a third; the step takes 40 by the clock. What is left is shared: 10 s, then 10 s.")
                .containsExactly(Duration.ofSeconds(20), Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    @Test
    void whenNothingIsLeftNoStepBegins() {
        assertThatThrownBy(() -> run(Duration.ofSeconds(60), List.of(taking(HOUR), taking(Duration.ZERO))))
                .as("Nothing is left to share after the first step.")
                .isInstanceOf(TimeoutException.class);
        assertThat(granted).as("The second step did not begin.").hasSize(1);
        assertThatThrownBy(() -> run(Duration.ZERO, List.of(taking(Duration.ZERO))))
                .as("A limit of nothing leaves no share.")
                .isInstanceOf(TimeoutException.class);
        assertThat(granted).as("No step began without a share.").hasSize(1);
    }

    @Test
    void aNestedLimitIsNeverLongerThanTheStepsAround() throws Exception {
        Step<Integer> nested = _ -> run(HOUR.multipliedBy(9), List.of(taking(Duration.ZERO), taking(Duration.ZERO)))
                .size();
        run(HOUR, List.of(nested, taking(Duration.ZERO)));
        assertThat(granted)
                .as("Nested: the step has half an hour, so two steps inside have 15 minutes, then 30.")
                .containsExactly(Duration.ofMinutes(15), Duration.ofMinutes(30), HOUR);
    }

    @Test
    void aNestedLimitMayBeShorter() throws Exception {
        Step<Integer> nested =
                _ -> run(Duration.ofMinutes(1), List.of(taking(Duration.ZERO))).size();
        run(HOUR, List.of(nested));
        assertThat(granted)
                .as("A nested limit of a minute, inside a step with an hour.")
                .containsExactly(Duration.ofMinutes(1));
    }

    @Test
    void aStepThatHangsIsInterruptedAndNoLaterOneBegins() {
        assertThatThrownBy(() -> SharedDeadline.run(SHORT, List.of(hanging(), taking(Duration.ZERO)), System::nanoTime))
                .as("A step that hangs: TimeoutException.")
                .isInstanceOf(TimeoutException.class);
        assertThat(gaveUp)
                .as("A step that hangs is interrupted. It was waited for until it gave up by itself.")
                .hasValue(0);
        assertThat(running).as("No step still runs after the return.").hasValue(0);
        assertThat(granted).as("No later step begins.").isEmpty();
    }

    @Test
    void aStepThatCleansUpIsWaitedFor() {
        AtomicInteger sawReturn = new AtomicInteger();
        running.set(1);
        Step<Integer> cleansUp = _ -> {
            try {
                never.await(GIVES_UP_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                if (returned.await(GIVES_UP_MILLIS / 4, TimeUnit.MILLISECONDS)) {
                    sawReturn.incrementAndGet();
                }
            }
            running.decrementAndGet();
            return 0;
        };
        assertThatThrownBy(() -> SharedDeadline.run(SHORT, List.of(cleansUp), System::nanoTime))
                .isInstanceOf(TimeoutException.class);
        int stillRunning = running.get();
        returned.countDown();
        assertThat(stillRunning)
                .as("A step that was interrupted still runs: the call returns when it has ended.")
                .isZero();
        assertThat(sawReturn).as("A step saw the call return.").hasValue(0);
    }

    @Test
    void aFailureEndsTheCall() {
        Step<Integer> failing = _ -> {
            throw new IOException("refused");
        };
        assertThatThrownBy(() -> run(HOUR, List.of(failing, taking(Duration.ZERO))))
                .as("A step that fails: ExecutionException, with what it threw.")
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("refused");
        assertThat(granted).as("No later step begins after a failure.").isEmpty();
    }

    @Test
    void anInterruptOfTheCallerComesOut() {
        Thread caller = Thread.currentThread();
        Step<Integer> interrupting = share -> {
            caller.interrupt();
            return hanging().run(share);
        };
        assertThat(catchThrowable(() -> run(HOUR, List.of(interrupting))))
                .as("An interrupt of the caller comes out as an InterruptedException.")
                .isInstanceOf(InterruptedException.class);
        assertThat(gaveUp)
                .as("The step is interrupted with its caller. It was waited for until it gave up by itself.")
                .hasValue(0);
        assertThat(running).as("No step still runs after the return.").hasValue(0);
    }

    @Test
    void noStepsTakeNoTime() throws Exception {
        assertThat(run(HOUR, List.of())).as("No steps, no results.").isEmpty();
    }
}
