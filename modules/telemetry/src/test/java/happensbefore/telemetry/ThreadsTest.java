package happensbefore.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.testkit.LiveThreads;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThreadsTest {
    /// Daemon threads that OkHttp shares in the whole process and ends itself after a minute without work.
    private static final Set<String> SHARED_BY_OKHTTP = Set.of("OkHttp TaskRunner", "Okio Watchdog");

    @ParameterizedTest
    @EnumSource
    void closeEndsEveryThread(OtlpProtocol protocol) throws Exception {
        Set<Thread> before = platformThreads();
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start();
                Telemetry telemetry = Telemetry.sendingTo(receiver, "shop", protocol)) {
            telemetry
                    .openTelemetry()
                    .getTracer("t")
                    .spanBuilder("s")
                    .startSpan()
                    .end();
            assertThat(telemetry.flush()).isTrue();
        }
        noneIsLeft(before);
    }

    @Test
    void closeEndsTheReceiverItStarted() throws Exception {
        Set<Thread> before = platformThreads();
        try (Telemetry telemetry = Telemetry.create("shop")) {
            telemetry
                    .openTelemetry()
                    .getTracer("t")
                    .spanBuilder("s")
                    .startSpan()
                    .end();
            assertThat(telemetry.flush()).isTrue();
        }
        noneIsLeft(before);
    }

    private static void noneIsLeft(Set<Thread> before) {
        await().pollInSameThread()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(platformThreads()).isSubsetOf(before));
        assertThat(LiveThreads.virtual())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("otlp-receiver"));
    }

    /// Without the JDK's own, which carry virtual threads.
    private static Set<Thread> platformThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> !SHARED_BY_OKHTTP.contains(t.getName()))
                .filter(t ->
                        !t.getName().startsWith("ForkJoinPool") && !t.getName().startsWith("VirtualThread-"))
                .collect(Collectors.toSet());
    }
}
