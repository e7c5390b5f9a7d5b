package happensbefore.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class LiveThreadsTest {
    private final CountDownLatch gate = new CountDownLatch(1);

    private void rest() {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aVirtualThreadIsThereUntilItEnds() throws InterruptedException {
        Thread alone = Thread.ofVirtual().start(this::rest);
        Thread platform = Thread.ofPlatform().start(this::rest);
        assertThat(LiveThreads.virtual()).contains(alone).doesNotContain(platform);
        gate.countDown();
        alone.join();
        platform.join();
        assertThat(LiveThreads.virtual()).doesNotContain(alone);
    }

    /// Executors that others left behind go meanwhile, whenever the collector finds them, so no count is compared.
    @Test
    void theThreadsOfAnExecutorAreThereAndSoIsTheirContainer() throws InterruptedException {
        Exchanger<Thread> started = new Exchanger<>();
        ExecutorService each = Executors.newVirtualThreadPerTaskExecutor();
        try (each) {
            each.submit(() -> {
                started.exchange(Thread.currentThread());
                rest();
                return null;
            });
            Thread resting = started.exchange(Thread.currentThread());
            assertThat(LiveThreads.virtual()).contains(resting);
            assertThat(LiveThreads.containers()).contains(each.toString());
            gate.countDown();
        }
        assertThat(LiveThreads.containers()).doesNotContain(each.toString());
    }
}
