package happensbefore.exercises.refundreply;

import happensbefore.exercises.refundreply.RefundReply.DeclinedException;
import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class RefundReplyInterleaveTest {
    private static final class Shared {
        final AtomicInteger refunds = new AtomicInteger();
        final RefundReply<Integer> reply = new RefundReply<>(() -> refunds.incrementAndGet());
        volatile boolean taken;
        volatile int received;

        void deliver() {
            taken = reply.deliver(1);
        }

        void ask() throws InterruptedException {
            try {
                received = reply.await(Duration.ZERO);
            } catch (TimeoutException | DeclinedException e) {
                received = 0;
            }
        }

        void received() {
            Expect.equal(taken, received == 1, "The delivery was told that it is received; and received it is");
            Expect.equal(1, received + refunds.get(), "The reply, or the money, and never both; these are");
        }
    }

    @Test
    void aReplyIsReceivedOrRefundedWhenTheTimeEnds() {
        Interleavings.on(Shared::new)
                .invocations(100)
                .thread("delivers", Shared::deliver)
                .thread("asks", Shared::ask)
                .then(Shared::received)
                .check();
    }

    @Test
    void theMoneyGoesBackOnceWhicheverSideLeavesFirst() {
        Interleavings.on(Shared::new)
                .invocations(100)
                .thread("declines", shared -> shared.reply.decline())
                .thread("asks", Shared::ask)
                .then(shared -> Expect.equal(1, shared.refunds.get(), "refunds"))
                .check();
    }
}
