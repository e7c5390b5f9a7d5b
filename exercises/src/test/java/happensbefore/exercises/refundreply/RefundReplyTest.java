package happensbefore.exercises.refundreply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.exercises.refundreply.RefundReply.DeclinedException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RefundReplyTest {
    /// Of the asker. Nothing here takes so long, so whoever is told only then was not told at all.
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final AtomicInteger refunds = new AtomicInteger();
    private final RefundReply<String> reply = new RefundReply<>(refunds::incrementAndGet);
    private final AtomicReference<Thread> asker = new AtomicReference<>();

    @AfterEach
    void endAsker() throws InterruptedException {
        Thread thread = asker.get();
        if (thread != null) {
            reply.giveUp();
            thread.interrupt();
            thread.join();
        }
    }

    /// An asker on a thread of its own, once it waits.
    private CompletableFuture<String> waiting() {
        CompletableFuture<String> result = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            try {
                result.complete(reply.await(TIMEOUT));
            } catch (Exception e) {
                result.completeExceptionally(e);
            }
        });
        asker.set(thread);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(2))
                .until(() -> result.isDone() || thread.getState() == Thread.State.TIMED_WAITING);
        return result;
    }

    private static String got(CompletableFuture<String> result) throws Exception {
        return result.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void hasRefunds(int expected, String why) {
        assertThat(refunds).as(why).hasValue(expected);
    }

    @Test
    void aReplyInTimeIsReceivedAndPaid() throws Exception {
        CompletableFuture<String> result = waiting();
        assertThat(reply.deliver("goods")).as("Somebody waits for the reply.").isTrue();
        assertThat(got(result)).as("The asker gets the reply.").isEqualTo("goods");
        reply.decline();
        reply.giveUp();
        hasRefunds(0, "The reply was received: nothing is given back.");
    }

    @Test
    void aReplyThatIsThereIsReceivedWithoutWaiting() throws Exception {
        assertThat(reply.deliver("goods")).isTrue();
        assertThat(reply.await(Duration.ZERO))
                .as("The reply is there before the asker comes.")
                .isEqualTo("goods");
        assertThat(reply.deliver("more goods"))
                .as("A second delivery is too late: one was paid for.")
                .isFalse();
        hasRefunds(0, "The reply was received: nothing is given back.");
    }

    @Test
    void aReplyThatComesTooLateIsNotTaken() {
        assertThatThrownBy(() -> reply.await(Duration.ofMillis(1))).isInstanceOf(TimeoutException.class);
        hasRefunds(1, "Nothing came in time: the money goes back.");
        assertThat(reply.deliver("goods"))
                .as("The time is over and the money is back: the delivery must be told that it is too late.")
                .isFalse();
        hasRefunds(1, "A late delivery gives nothing back once more.");
    }

    @Test
    void whoeverDeclinesTellsTheAskerAtOnce() {
        CompletableFuture<String> result = waiting();
        reply.decline();
        reply.decline();
        assertThatThrownBy(() -> got(result))
                .as("The asker waits, and must be told that no reply will come.")
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(DeclinedException.class);
        hasRefunds(1, "A declined reply is given back once.");
        assertThat(reply.deliver("goods")).as("It was declined before.").isFalse();
    }

    @Test
    void givingUpEndsTheWait() {
        CompletableFuture<String> result = waiting();
        reply.giveUp();
        assertThatThrownBy(() -> got(result))
                .as("The reply is not wanted any more: the wait ends.")
                .isInstanceOf(ExecutionException.class);
        hasRefunds(1, "Given up, given back once.");
        assertThat(reply.deliver("goods")).as("Nobody wants it any more.").isFalse();
    }

    @Test
    void anInterruptEndsTheWaitAndTheMoneyComesBack() {
        CompletableFuture<String> result = waiting();
        asker.get().interrupt();
        assertThatThrownBy(() -> got(result))
                .as("An asker that is interrupted while it waits throws an InterruptedException.")
                .hasCauseInstanceOf(InterruptedException.class);
        hasRefunds(1, "The asker was interrupted and has no reply: the money goes back.");
        assertThat(reply.deliver("goods")).as("The asker has gone.").isFalse();
    }
}
