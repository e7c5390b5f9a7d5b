package happensbefore.channels.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LingeringBatcherTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final EmbeddedReceiver receiver = EmbeddedReceiver.start();
    private final Telemetry telemetry = Telemetry.sendingTo(receiver, "batcher");
    private final BlockingQueue<List<String>> exported = new LinkedBlockingQueue<>();

    @AfterEach
    void end() {
        telemetry.close();
        receiver.close();
    }

    private LingeringBatcher<String> batcher(Duration linger) {
        return new LingeringBatcher<>(telemetry.openTelemetry(), "batcher", 64, 3, linger, exported::add);
    }

    private List<Object> triggers() {
        assertThat(telemetry.flush()).isTrue();
        return receiver.spansNamed("export batch").stream()
                .map(span -> span.attributes().get("happensbefore.batch.trigger"))
                .toList();
    }

    @Test
    void aFullBatchIsSentAtOnceAndTheRestAtTheEnd() throws Exception {
        try (LingeringBatcher<String> batcher = batcher(LONG)) {
            for (String span : List.of("a", "b", "c", "d")) {
                assertThat(batcher.offer(span)).isTrue();
            }
            assertThat(exported.poll(60, TimeUnit.SECONDS)).containsExactly("a", "b", "c");
        }
        assertThat(exported.poll()).containsExactly("d");
        assertThat(triggers()).containsExactlyInAnyOrder("size", "end");
    }

    @Test
    void aBatchThatDoesNotFillIsSentWhenItsTimeIsOver() throws Exception {
        try (LingeringBatcher<String> batcher = batcher(Duration.ofMillis(5))) {
            assertThat(batcher.offer("a")).isTrue();
            assertThat(exported.poll(60, TimeUnit.SECONDS)).containsExactly("a");
        }
        assertThat(triggers()).containsExactly("linger");
    }

    @Test
    void aFlushReturnsAfterAllThatWasOfferedBefore() throws Exception {
        try (LingeringBatcher<String> batcher = batcher(LONG)) {
            assertThat(batcher.offer("a")).isTrue();
            assertThat(batcher.offer("b")).isTrue();
            batcher.flush();
            assertThat(exported).containsExactly(List.of("a", "b"));
            batcher.flush();
            assertThat(exported).hasSize(1);
        }
        assertThat(triggers()).containsExactly("flush");
    }

    @Test
    void afterItsEndNothingIsTakenAndADropIsCounted() throws Exception {
        LingeringBatcher<String> batcher = batcher(LONG);
        batcher.close();
        assertThatIllegalStateException().isThrownBy(() -> batcher.offer("late"));
        assertThatIllegalStateException().isThrownBy(batcher::flush);

        CountDownLatch exporting = new CountDownLatch(1);
        LingeringBatcher<String> stuck =
                new LingeringBatcher<>(telemetry.openTelemetry(), "stuck", 2, 1, LONG, batch -> {
                    exporting.countDown();
                    new CountDownLatch(1).await();
                });
        assertThat(stuck.offer("stuck")).isTrue();
        exporting.await();
        assertThat(stuck.offer("left")).isTrue();
        assertThat(stuck.offer("behind")).isTrue();
        assertThat(stuck.offer("too many")).isFalse();
        Thread.currentThread().interrupt();
        stuck.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(telemetry.flush()).isTrue();
        assertThat(dropped("queue_full")).isEqualTo(1);
        assertThat(dropped("not_received")).isEqualTo(2);
        assertThat(receiver.spansNamed("export batch"))
                .extracting(ReceivedSpan::name)
                .hasSize(1);
    }

    private double dropped(String reason) {
        return receiver.latestSum("happensbefore.channel.dropped", Map.of("error.type", reason))
                .orElse(0);
    }
}
