package happensbefore.tasks.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.tasks.AdaptiveLimit;
import happensbefore.tasks.Aimd;
import happensbefore.tasks.FanOut;
import happensbefore.tasks.VirtualTime;
import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitedExportTest {
    private static final Duration WAIT = Duration.ofSeconds(30);

    private final EmbeddedReceiver receiver = EmbeddedReceiver.start();
    private final Telemetry telemetry = Telemetry.sendingTo(receiver, "exporter");
    private final VirtualTime time = new VirtualTime();
    private final AdaptiveLimit limit = new AdaptiveLimit(new Aimd(4, 16, Duration.ofMillis(50), 0.5), time::nanos);

    @AfterEach
    void end() {
        telemetry.close();
        receiver.close();
    }

    /// As many exports at once as the limit allows, all of the same latency, often enough for one window.
    private void window(LimitedExport<Runnable> export, Duration latency) throws Exception {
        int together = limit.snapshot().limit();
        for (int sent = 0; sent < 10; sent += together) {
            CyclicBarrier allInFlight = new CyclicBarrier(together, () -> time.pass(latency));
            Callable<Integer> call = () -> {
                export.export(() -> awaitQuietly(allInFlight));
                return 1;
            };
            FanOut.all(Collections.nCopies(together, call));
        }
    }

    private static void awaitQuietly(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private double metric(String name) {
        assertThat(telemetry.flush()).isTrue();
        return receiver.latestSum(name).orElseThrow();
    }

    @Test
    void theLimitBacksOffWhenTheBackendSlowsAndRecoversAndTheMetricsShowIt() throws Exception {
        List<Double> limits = new ArrayList<>();
        try (LimitedExport<Runnable> export =
                new LimitedExport<>(telemetry.openTelemetry(), "test", limit, WAIT, Runnable::run)) {
            for (Duration latency : List.of(
                    Duration.ofMillis(10),
                    Duration.ofMillis(10),
                    Duration.ofMillis(90),
                    Duration.ofMillis(90),
                    Duration.ofMillis(10))) {
                window(export, latency);
                limits.add(metric("happensbefore.export.limit"));
            }
            assertThat(metric("happensbefore.export.in_flight")).isZero();
        }
        assertThat(limits).containsExactly(5.0, 6.0, 3.0, 1.0, 2.0);
    }

    private void exportThatFails(Exception failure, double limitAfter) {
        try (LimitedExport<String> export = new LimitedExport<>(telemetry.openTelemetry(), "test", limit, WAIT, _ -> {
            throw failure;
        })) {
            assertThatThrownBy(() -> export.export("batch")).isSameAs(failure);
            assertThat(metric("happensbefore.export.limit")).isEqualTo(limitAfter);
        }
        assertThat(receiver.spansNamed("export")).extracting(ReceivedSpan::name).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void aBackendThatSaysTooMuchLowersTheLimitAtOnce(int status) {
        exportThatFails(new ExportRefusedException(status, Duration.ZERO), 2.0);
    }

    @Test
    void aBackendThatDoesNotAnswerInTimeLowersTheLimitAtOnce() {
        exportThatFails(new HttpTimeoutException("no answer"), 2.0);
    }

    @Test
    void aBatchThatIsRefusedForWhatItIsMovesNothing() {
        exportThatFails(new ExportRefusedException(400, Duration.ZERO), 4.0);
    }

    @Test
    void anExportWithoutAPermitIsCountedWithItsReasonAndHasNoSpan() throws Exception {
        AtomicReference<AssertionError> wrong = new AtomicReference<>();
        AdaptiveLimit one = new AdaptiveLimit(new Aimd(1, 1, Duration.ofMillis(50), 0.5), time::nanos);
        try (LimitedExport<Runnable> export =
                new LimitedExport<>(telemetry.openTelemetry(), "test", one, Duration.ofMillis(1), Runnable::run)) {
            export.export(() -> {
                try {
                    assertThatThrownBy(() -> export.export(() -> {})).isInstanceOf(TimeoutException.class);
                    assertThat(metric("happensbefore.export.in_flight")).isEqualTo(1.0);
                } catch (AssertionError e) {
                    wrong.set(e);
                }
            });
            assertThat(wrong.get()).isNull();
            assertThat(telemetry.flush()).isTrue();
            assertThat(receiver.latestSum("happensbefore.export.rejections", Map.of("error.type", "timeout")))
                    .hasValue(1);
        }
        assertThat(receiver.spansNamed("export")).hasSize(1);
    }
}
