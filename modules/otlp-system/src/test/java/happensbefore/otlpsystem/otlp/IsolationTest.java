package happensbefore.otlpsystem.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import happensbefore.otlpsystem.Account;
import happensbefore.otlpsystem.settings.GatewaySettings;
import happensbefore.otlpsystem.settings.SettingsReader;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.Fault;
import happensbefore.telemetry.receiver.FaultPlan;
import happensbefore.telemetry.receiver.Signal;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What one backend does is the others' business only where the rule says so.
@Timeout(60)
@ParameterizedClass
@EnumSource
class IsolationTest {
    private static final int REQUESTS = 100;
    private static final long SPANS = (long) REQUESTS * Senders.SPANS_A_REQUEST;
    private static final Duration BOUND = Duration.ofSeconds(20);
    /// A request is about 3 KiB: the bad backend's queue is full after a few.
    private static final String SMALL_QUEUE = "queue: 16KiB, concurrency: 2, timeout: 300ms";
    private static final String LARGEST = "listen: {grpc: 0, http: 0, admin: 0, max_request: 8KiB}";

    private final GatewaySettings.Protocol protocol;

    /// @param protocol to both backends
    IsolationTest(GatewaySettings.Protocol protocol) {
        this.protocol = protocol;
    }

    private static Map<String, URI> two(URI good, URI bad) {
        Map<String, URI> backends = new LinkedHashMap<>();
        backends.put("bad", bad);
        backends.put("good", good);
        return backends;
    }

    private Gateway start(String more, Map<String, URI> backends) {
        return Gateway.start(SettingsReader.parse(yaml(more, backends), "test.yaml"));
    }

    private String yaml(String more, Map<String, URI> backends) {
        String each = Gateways.with(protocol) + ", " + SMALL_QUEUE;
        return Gateways.yaml("batch: {delay: 5ms, bytes: 8KiB}\n" + more, each, backends)
                .replace("listen: {grpc: 0, http: 0, admin: 0}", LARGEST)
                .replace("shutdown: 20s", "shutdown: 200ms");
    }

    /// How many of the spans that are offered the healthy backend gets.
    private long delivered(EmbeddedReceiver good, Map<String, URI> backends) throws InterruptedException {
        try (Gateway gateway = start("", backends);
                Senders senders = new Senders(gateway.httpEndpoint())) {
            while (senders.taken().size() < SPANS) { // what is refused is sent again: each request is another
                senders.send((int) (SPANS - senders.taken().size()) / Senders.SPANS_A_REQUEST);
            }
            await().atMost(BOUND)
                    .until(() -> Objects.requireNonNull(gateway.ledgers(Signal.TRACES)
                                                    .get("good"))
                                            .inFlight()
                                    == 0
                            && gateway.account(Signal.TRACES).queued() == 0);
            assertThat(gateway.account(Signal.TRACES).missing()).isZero();
        }
        return Gateways.ids(good).size(); // one that took longer than the timeout came twice
    }

    @Test
    void aBackendThatIsGoneCostsTheOtherNoSpan() throws InterruptedException {
        URI gone;
        try (EmbeddedReceiver closed = EmbeddedReceiver.start()) {
            gone = closed.httpEndpoint();
        }
        long alone;
        try (EmbeddedReceiver good = EmbeddedReceiver.start()) {
            alone = delivered(good, Map.of("good", good.httpEndpoint()));
        }
        try (EmbeddedReceiver good = EmbeddedReceiver.start()) {
            assertThat(delivered(good, two(good.httpEndpoint(), gone))).isGreaterThanOrEqualTo(alone * 99 / 100);
        }
    }

    @Test
    void aBackendThatHangsCostsTheOtherNoSpan() throws InterruptedException {
        try (EmbeddedReceiver good = EmbeddedReceiver.start();
                EmbeddedReceiver hangs = EmbeddedReceiver.start()) {
            hangs.inject(FaultPlan.always(new Fault.Hang()));
            assertThat(delivered(good, two(good.httpEndpoint(), hangs.httpEndpoint())))
                    .isGreaterThanOrEqualTo(SPANS * 99 / 100);
            hangs.inject(FaultPlan.none());
        }
    }

    @Test
    void aSlowBackendLosesWhatItsQueueCannotHoldAndTheOtherNothing() throws InterruptedException {
        try (EmbeddedReceiver good = EmbeddedReceiver.start();
                EmbeddedReceiver slow = EmbeddedReceiver.start()) {
            slow.inject(FaultPlan.always(new Fault.Delay(Duration.ofMillis(100))));
            assertThat(delivered(good, two(good.httpEndpoint(), slow.httpEndpoint())))
                    .isEqualTo(SPANS);
        }
    }

    @Test
    void howLongASlowBackendHoldsUpTheOtherIsASetting() throws InterruptedException {
        assertThat(lostByASlowBackend("1ms")).isPositive();
        assertThat(lostByASlowBackend("1m")).isZero();
    }

    private long lostByASlowBackend(String laggingAfter) throws InterruptedException {
        try (EmbeddedReceiver good = EmbeddedReceiver.start();
                EmbeddedReceiver slow = EmbeddedReceiver.start()) {
            slow.inject(FaultPlan.always(new Fault.Delay(Duration.ofMillis(50))));
            String yaml = yaml("lagging_after: " + laggingAfter, two(good.httpEndpoint(), slow.httpEndpoint()))
                    .replace("timeout: 300ms", "timeout: 20s");
            try (Gateway gateway = Gateway.start(SettingsReader.parse(yaml, "test.yaml"));
                    Senders senders = new Senders(gateway.httpEndpoint())) {
                senders.send(REQUESTS);
                await().atMost(BOUND)
                        .until(() -> gateway.account(Signal.TRACES).queued() == 0
                                && gateway.ledgers(Signal.TRACES).values().stream()
                                        .allMatch(ledger -> ledger.queued() + ledger.inFlight() == 0));
                return Objects.requireNonNull(gateway.ledgers(Signal.TRACES).get("bad"))
                        .droppedInAll();
            }
        }
    }

    @Test
    void aHealthyBackendIsWaitedForWhileTheDeadOneHasRoom() throws InterruptedException {
        URI gone;
        try (EmbeddedReceiver closed = EmbeddedReceiver.start()) {
            gone = closed.httpEndpoint();
        }
        try (EmbeddedReceiver good = EmbeddedReceiver.start()) {
            String yaml = yaml("", two(good.httpEndpoint(), gone))
                    .replaceFirst("queue: 16KiB", "queue: 16MiB"); // the first is the one that is gone
            try (Gateway gateway = Gateway.start(SettingsReader.parse(yaml, "test.yaml"));
                    Senders senders = new Senders(gateway.httpEndpoint())) {
                senders.send(1);
                await().atMost(BOUND)
                        .until(() -> gateway.metrics().contains("_healthy{backend=\"bad\",signal=\"traces\"} 0"));
                good.inject(FaultPlan.always(new Fault.Delay(Duration.ofMillis(10))));
                senders.send(REQUESTS);
                await().atMost(BOUND).until(() -> {
                    Account now = gateway.account(Signal.TRACES);
                    return now.queued() == 0 && now.inFlight() == 0;
                });
                assertThat(Gateways.ids(good)).isEqualTo(senders.taken());
            }
        }
    }

    @Test
    void whereAllMustHaveItTheSendersWaitForTheSlowestAndNothingIsLost() throws InterruptedException {
        try (EmbeddedReceiver good = EmbeddedReceiver.start();
                EmbeddedReceiver slow = EmbeddedReceiver.start();
                Gateway gateway = start("answer: all", two(good.httpEndpoint(), slow.httpEndpoint()));
                Senders senders = new Senders(gateway.httpEndpoint())) {
            slow.inject(FaultPlan.always(new Fault.Delay(Duration.ofMillis(20))));
            senders.send(REQUESTS);
            await().atMost(BOUND).until(() -> {
                Account now = gateway.account(Signal.TRACES);
                return now.queued() == 0 && now.inFlight() == 0;
            });
            assertThat(gateway.account(Signal.TRACES).droppedInAll()).isZero();
            assertThat(Gateways.ids(good)).isEqualTo(senders.taken());
            assertThat(Gateways.ids(slow)).isEqualTo(senders.taken());
        }
    }
}
