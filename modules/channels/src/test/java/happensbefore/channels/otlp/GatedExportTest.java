package happensbefore.channels.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import happensbefore.testkit.Race;
import io.opentelemetry.api.trace.StatusCode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The spans go to a backend over OTLP, and the metrics about that to a monitor.
@Timeout(60)
class GatedExportTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration MOMENT = Duration.ofMillis(1);
    private static final int EXPORTERS = 4;

    private final EmbeddedReceiver backend = EmbeddedReceiver.start();
    private final EmbeddedReceiver monitor = EmbeddedReceiver.start();
    private final Telemetry toBackend = Telemetry.sendingTo(backend, "sender");
    private final Telemetry telemetry = Telemetry.sendingTo(monitor, "exporter");
    private final GatedExport<String> export = new GatedExport<>(telemetry.openTelemetry(), "gated", this::send);

    private void send(String name) {
        toBackend
                .openTelemetry()
                .getTracer("backend")
                .spanBuilder(name)
                .setNoParent()
                .startSpan()
                .end();
    }

    @AfterEach
    void end() {
        export.close();
        toBackend.close();
        telemetry.close();
        backend.close();
        monitor.close();
    }

    private double metric(String name, Map<String, String> attributes) {
        assertThat(telemetry.flush()).isTrue();
        return monitor.latestSum(name, attributes).orElse(0);
    }

    private double exported(String errorType) {
        return metric("otel.sdk.exporter.span.exported", Map.of("error.type", errorType));
    }

    private double state(String state) {
        return metric("happensbefore.exporter.state", Map.of("happensbefore.state", state));
    }

    @Test
    void exportersWaitWhileItIsPausedAndNoneIsLostWhenItRunsAgain() throws Exception {
        export.to(ExporterState.RUNNING);
        export.export("before", MOMENT);
        export.to(ExporterState.PAUSED);
        assertThat(state("paused")).isEqualTo(1);
        assertThat(state("running")).isZero();
        List<Thread> threads = new ArrayList<>();
        try (Race race = Race.within(BOUND)) {
            for (int i = 0; i < EXPORTERS; i++) {
                String name = "span " + i;
                race.thread(name, () -> {
                    synchronized (threads) {
                        threads.add(Thread.currentThread());
                    }
                    export.export(name, BOUND);
                });
            }
            race.thread("resumes", () -> {
                await().until(() -> allWait(threads));
                export.to(ExporterState.RUNNING);
            });
            race.run();
        }
        assertThat(toBackend.flush()).isTrue();
        assertThat(backend.spans())
                .extracting(ReceivedSpan::name)
                .containsExactlyInAnyOrder("before", "span 0", "span 1", "span 2", "span 3");
        assertThat(metric("otel.sdk.exporter.span.exported", Map.of("otel.component.name", "gated")))
                .isEqualTo(1 + EXPORTERS);
        assertThat(metric("happensbefore.exporter.transitions", Map.of("happensbefore.to", "running")))
                .isEqualTo(2);
        assertThat(monitor.spansNamed("gated export"))
                .hasSize(1 + EXPORTERS)
                .filteredOn(span -> !span.events().isEmpty())
                .hasSize(EXPORTERS);
    }

    private static boolean allWait(List<Thread> threads) {
        synchronized (threads) {
            return threads.size() == EXPORTERS
                    && threads.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING);
        }
    }

    @Test
    void whoWaitsIsRefusedWhenItStopsAndCounted() throws Exception {
        List<Thread> threads = new ArrayList<>();
        try (Race race = Race.within(BOUND)) {
            for (int i = 0; i < EXPORTERS; i++) {
                race.thread("exporter " + i, () -> {
                    synchronized (threads) {
                        threads.add(Thread.currentThread());
                    }
                    assertThatThrownBy(() -> export.export("span", BOUND))
                            .isInstanceOf(RejectedExecutionException.class);
                });
            }
            race.thread("stops", () -> {
                await().until(() -> allWait(threads));
                assertThat(state("idle")).isEqualTo(1);
                export.to(ExporterState.STOPPED);
            });
            race.run();
        }
        assertThatThrownBy(() -> export.export("late", BOUND)).isInstanceOf(RejectedExecutionException.class);
        assertThat(exported("already_shutdown")).isEqualTo(EXPORTERS + 1);
        assertThat(state("stopped")).isEqualTo(1);
        assertThat(backend.spans()).isEmpty();
    }

    @Test
    void pausedForTooLongAndRefusedByTheBackendAreCountedByTheirReasons() {
        assertThatThrownBy(() -> export.export("span", MOMENT)).isInstanceOf(TimeoutException.class);
        try (var failing = new GatedExport<String>(telemetry.openTelemetry(), "failing", _ -> {
            throw new IOException("refused");
        })) {
            failing.to(ExporterState.RUNNING);
            assertThatThrownBy(() -> failing.export("span", BOUND)).hasMessage("refused");
        }
        assertThat(exported("timeout")).isEqualTo(1);
        assertThat(exported("java.io.IOException")).isEqualTo(1);
        assertThat(monitor.spans()).hasSize(2).allMatch(span -> span.status() == StatusCode.ERROR);
    }

    @Test
    void onlyLegalTransitionsAreMade() {
        assertThatThrownBy(() -> export.to(ExporterState.PAUSED)).isInstanceOf(IllegalStateException.class);
        assertThat(export.state()).isEqualTo(ExporterState.IDLE);
        export.to(ExporterState.RUNNING);
        export.to(ExporterState.RUNNING);
        export.to(ExporterState.PAUSED);
        export.to(ExporterState.STOPPED);
        assertThatThrownBy(() -> export.to(ExporterState.RUNNING)).isInstanceOf(IllegalStateException.class);
        assertThat(metric("happensbefore.exporter.transitions", Map.of())).isEqualTo(3);
    }
}
