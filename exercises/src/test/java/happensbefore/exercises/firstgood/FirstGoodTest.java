package happensbefore.exercises.firstgood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import happensbefore.exercises.firstgood.FirstGood.NoGoodAnswer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FirstGoodTest {
    /// After which a slow source gives up, so that a wrong answer fails and does not hang.
    private static final long PATIENCE_MILLIS = 1_000;

    /// The same, once one has given up: then the answer is wrong already.
    private static final long IMPATIENCE_MILLIS = 50;

    private static final AtomicBoolean SOMEONE_GAVE_UP = new AtomicBoolean();
    private static final Predicate<String> NOT_EMPTY = answer -> !answer.isEmpty();

    private final CountDownLatch never = new CountDownLatch(1);
    private final CountDownLatch returned = new CountDownLatch(1);
    private final CountDownLatch slowRuns = new CountDownLatch(1);
    private final CountDownLatch badAnswered = new CountDownLatch(1);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger gaveUp = new AtomicInteger();

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

    /// Answers when it is too late, unless it is interrupted.
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

    private String bad() {
        badAnswered.countDown();
        return "";
    }

    private String afterTheBadOne(String answer) throws InterruptedException {
        await(badAnswered);
        return answer;
    }

    private void assertNothingIsLeft() {
        assertThat(gaveUp)
                .as("The slow source is interrupted. It was waited for until it gave up by itself.")
                .hasValue(0);
        assertThat(running).as("No call still runs after the return.").hasValue(0);
    }

    @Test
    void theFirstGoodAnswerIsTakenAndTheOthersEnd() throws Exception {
        assertThat(FirstGood.of(
                        NOT_EMPTY, List.<Callable<String>>of(this::slow, this::bad, () -> afterTheBadOne("file"))))
                .as("An answer that is not good decides nothing: the good one comes after it.")
                .isEqualTo("file");
        assertNothingIsLeft();
    }

    @Test
    void aFailureDecidesNothingWhileASourceIsLeft() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        assertThat(catchThrowable(() -> assertThat(FirstGood.of(
                                NOT_EMPTY,
                                List.<Callable<String>>of(
                                        () -> {
                                            failed.countDown();
                                            throw new IOException("down");
                                        },
                                        () -> {
                                            await(failed);
                                            return "file";
                                        })))
                        .isEqualTo("file")))
                .as("One of two sources has failed; the other still answers.")
                .isNull();
    }

    @Test
    void whenNoneIsLeftEverythingIsTold() {
        CountDownLatch one = new CountDownLatch(1);
        CountDownLatch two = new CountDownLatch(1);
        NoGoodAnswer none = catchThrowableOfType(
                NoGoodAnswer.class,
                () -> FirstGood.of(
                        (Integer answer) -> answer > 10,
                        List.of(
                                () -> {
                                    await(two);
                                    throw new IOException("a is down");
                                },
                                () -> {
                                    one.countDown();
                                    return 1;
                                },
                                () -> {
                                    await(one);
                                    two.countDown();
                                    throw new IllegalStateException("c is down");
                                },
                                () -> {
                                    await(two);
                                    return 2;
                                })));
        assertThat(none).as("No source has a good answer: NoGoodAnswer.").isNotNull();
        assertThat(none.refused())
                .as("Every answer that was refused is told, in the order of time.")
                .containsExactly(1, 2);
        assertThat(none.getSuppressed())
                .as("All failures are told, each once, as the sources threw them.")
                .extracting(Throwable::getMessage)
                .containsExactlyInAnyOrder("a is down", "c is down");
    }

    @Test
    void allAreAskedAtTheSameTime() throws Exception {
        CyclicBarrier allThree = new CyclicBarrier(3);
        AtomicInteger alone = new AtomicInteger();
        Callable<String> meeting = () -> {
            try {
                allThree.await(patienceMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                alone.incrementAndGet();
                SOMEONE_GAVE_UP.set(true);
            }
            return "met";
        };
        FirstGood.of(NOT_EMPTY, List.of(meeting, meeting, meeting));
        assertThat(alone)
                .as("Each of the three waits for the other two: all are asked at the same time.")
                .hasValue(0);
    }

    @Test
    void aLoserThatCleansUpIsWaitedFor() throws Exception {
        AtomicInteger sawReturn = new AtomicInteger();
        running.set(1);
        String answer = FirstGood.of(
                NOT_EMPTY,
                List.of(
                        () -> {
                            slowRuns.countDown();
                            try {
                                await(never);
                            } catch (InterruptedException e) {
                                if (returned.await(PATIENCE_MILLIS / 4, TimeUnit.MILLISECONDS)) {
                                    sawReturn.incrementAndGet();
                                }
                            }
                            running.decrementAndGet();
                            return "";
                        },
                        () -> {
                            await(slowRuns);
                            return "file";
                        }));
        int stillRunning = running.get();
        returned.countDown();
        assertThat(answer).as("The good answer is taken.").isEqualTo("file");
        assertThat(stillRunning)
                .as("A loser that was interrupted still runs: the call returns when it has ended.")
                .isZero();
        assertThat(sawReturn).as("A loser saw the call return.").hasValue(0);
    }

    @Test
    void anInterruptOfTheCallerComesOut() {
        Thread caller = Thread.currentThread();
        List<Callable<String>> sources = List.of(this::slow, () -> {
            await(slowRuns);
            caller.interrupt();
            return slow();
        });
        assertThat(catchThrowable(() -> FirstGood.of(NOT_EMPTY, sources)))
                .as("An interrupt of the caller comes out as an InterruptedException.")
                .isInstanceOf(InterruptedException.class);
        assertNothingIsLeft();
    }

    @Test
    void goodIsAskedOnTheCallersThread() throws Exception {
        Thread caller = Thread.currentThread();
        AtomicInteger elsewhere = new AtomicInteger();
        FirstGood.of(
                answer -> {
                    if (Thread.currentThread() != caller) {
                        elsewhere.incrementAndGet();
                    }
                    return answer.equals("file");
                },
                List.of(this::bad, () -> afterTheBadOne("file")));
        assertThat(elsewhere)
                .as("`good` need not be thread-safe: it is asked on the caller's thread.")
                .hasValue(0);
    }

    @Test
    void ofNobodyThereIsNoAnswer() {
        assertThat(catchThrowable(() -> FirstGood.of(NOT_EMPTY, List.of())))
                .as("No sources: NoGoodAnswer.")
                .isInstanceOf(NoGoodAnswer.class);
    }
}
