package happensbefore.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
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

    @Test
    void theThreadsOfAnExecutorAreThereAndSoIsTheirContainer() {
        int before = LiveThreads.containers().size();
        try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
            each.execute(this::rest);
            await().until(() -> LiveThreads.virtual().size() == 1);
            assertThat(LiveThreads.containers()).hasSize(before + 1);
            gate.countDown();
        }
        assertThat(LiveThreads.containers()).hasSize(before);
    }
}
