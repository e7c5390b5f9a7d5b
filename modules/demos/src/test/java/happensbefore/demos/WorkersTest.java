package happensbefore.demos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {
    private final CountDownLatch never = new CountDownLatch(1);
    private final AtomicBoolean ended = new AtomicBoolean();

    @Test
    void aThreadThatFailsEndsTheOthersAndComesOut() throws InterruptedException {
        try (Workers workers = new Workers()) {
            workers.start("waits", this::waitForEver);
            workers.start("fails", () -> {
                throw new IllegalArgumentException("on purpose");
            });

            assertThatIllegalStateException()
                    .isThrownBy(workers::join)
                    .withCauseInstanceOf(IllegalArgumentException.class);
            assertThat(ended).isTrue();
        }
    }

    @Test
    void closeEndsAThreadThatWaits() {
        try (Workers workers = new Workers()) {
            workers.start("waits", this::waitForEver);
        }
        assertThat(ended).isTrue();
    }

    private void waitForEver() throws InterruptedException {
        try {
            never.await();
        } finally {
            ended.set(true);
        }
    }
}
