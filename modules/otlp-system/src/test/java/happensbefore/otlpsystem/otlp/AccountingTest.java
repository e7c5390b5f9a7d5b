package happensbefore.otlpsystem.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import happensbefore.otlpsystem.Account;
import happensbefore.otlpsystem.settings.GatewaySettings;
import happensbefore.otlpsystem.settings.SettingsReader;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.Fault;
import happensbefore.telemetry.receiver.FaultPlan;
import happensbefore.telemetry.receiver.ReceiverSettings;
import happensbefore.telemetry.receiver.Signal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever a backend does: the books add up at every moment, and nothing that was taken is lost without a
/// reason.
@Timeout(60)
@ParameterizedClass
@EnumSource
class AccountingTest {
    private static final int REQUESTS = 50;
    private static final long SPANS = (long) REQUESTS * Senders.SPANS_A_REQUEST;
    private static final Duration NOW = Duration.ZERO;
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final GatewaySettings.Protocol protocol;

    /// @param protocol to the backend
    AccountingTest(GatewaySettings.Protocol protocol) {
        this.protocol = protocol;
    }

    private Gateway start(String more, URI backend) {
        return start(more, "", backend);
    }

    private Gateway start(String more, String each, URI backend) {
        return Gateway.start(SettingsReader.parse(yaml(more, each, backend), "test.yaml"));
    }

    private String yaml(String more, String each, URI backend) {
        String ofEach = Gateways.with(protocol) + (each.isEmpty() ? "" : ", " + each);
        return Gateways.yaml(more, ofEach, Map.of("one", backend));
    }

    /// What is true of every ending.
    private static Account settled(Gateway gateway, Senders senders, Auditor auditor) throws InterruptedException {
        await().atMost(BOUND).until(() -> {
            Account now = gateway.account(Signal.TRACES);
            return now.queued() == 0 && now.inFlight() == 0;
        });
        auditor.close();
        assertThat(auditor.faults()).isEmpty();
        assertThat(auditor.samples()).isPositive();
        Account now = gateway.account(Signal.TRACES);
        assertThat(now.missing()).isZero();
        assertThat(now.received()).isEqualTo(senders.taken().size());
        gateway.ledgers(Signal.TRACES)
                .forEach((_, ledger) -> assertThat(ledger.recorded()).isEqualTo(now.received()));
        assertThat(gateway.memoryHeld()).isZero();
        return now;
    }

    @Test
    void aBackendThatTakesAll() throws InterruptedException {
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                Gateway gateway = start("", backend.httpEndpoint());
                Senders senders = new Senders(gateway.httpEndpoint());
                Auditor auditor = new Auditor(gateway)) {
            senders.send(REQUESTS);
            Account now = settled(gateway, senders, auditor);
            assertThat(now.exported()).isEqualTo(SPANS);
            assertThat(backend.counts(Signal.TRACES).received()).isEqualTo(SPANS);
            assertThat(Gateways.ids(backend)).isEqualTo(senders.taken());
        }
    }

    @Test
    void ofABackendThatRejectsSeventyPercentForNowNothingIsLost() throws InterruptedException {
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                Gateway gateway = start("batch: {delay: 5ms, items: 40}", backend.httpEndpoint());
                Senders senders = new Senders(gateway.httpEndpoint());
                Auditor auditor = new Auditor(gateway)) {
            backend.inject(FaultPlan.seeded(7).with(0.7, new Fault.RejectRetryable(NOW)));
            senders.send(REQUESTS);
            Account now = settled(gateway, senders, auditor);
            assertThat(now.exported()).isEqualTo(SPANS);
            assertThat(Gateways.ids(backend)).isEqualTo(senders.taken());
        }
    }

    @Test
    void ofABackendThatRejectsForGoodAllIsDroppedByThatReason() throws InterruptedException {
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                Gateway gateway = start("batch: {delay: 5ms, items: 40}", backend.httpEndpoint());
                Senders senders = new Senders(gateway.httpEndpoint());
                Auditor auditor = new Auditor(gateway)) {
            backend.inject(FaultPlan.always(new Fault.RejectPermanent()));
            senders.send(REQUESTS);
            Account now = settled(gateway, senders, auditor);
            assertThat(now.exported()).isZero();
            assertThat(now.dropped()).isEqualTo(Map.of("export_failed", SPANS));
            assertThat(gateway.metrics()).contains("_backend_healthy{backend=\"one\",signal=\"traces\"} 1");
        }
    }

    @Test
    void mixedRejectionsOfSeventyPercentAreToldApart() throws InterruptedException {
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                Gateway gateway = start("batch: {delay: 5ms, items: 40}", backend.httpEndpoint());
                Senders senders = new Senders(gateway.httpEndpoint());
                Auditor auditor = new Auditor(gateway)) {
            backend.inject(FaultPlan.seeded(11)
                    .with(0.4, new Fault.RejectRetryable(NOW))
                    .with(0.2, new Fault.RejectPermanent())
                    .with(0.1, new Fault.PartialSuccess(0.5)));
            senders.send(REQUESTS);
            Account now = settled(gateway, senders, auditor);
            assertThat(now.exported()).isEqualTo(backend.counts(Signal.TRACES).received());
            assertThat(now.dropped("rejected"))
                    .isEqualTo(backend.counts(Signal.TRACES).rejected());
            assertThat(now.dropped().keySet()).containsExactlyInAnyOrder("export_failed", "rejected");
        }
    }

    @Test
    void ofABackendThatHangsForAWhileNothingIsLost() throws InterruptedException {
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                Gateway gateway = start("", "timeout: 200ms", backend.httpEndpoint());
                Senders senders = new Senders(gateway.httpEndpoint());
                Auditor auditor = new Auditor(gateway)) {
            backend.inject(FaultPlan.always(new Fault.Hang()));
            senders.send(REQUESTS);
            await().atMost(BOUND)
                    .until(() -> gateway.metrics().contains("_backend_healthy{backend=\"one\",signal=\"traces\"} 0"));
            backend.inject(FaultPlan.none());
            Account now = settled(gateway, senders, auditor);
            assertThat(now.exported()).isEqualTo(SPANS);
            assertThat(Gateways.ids(backend)).isEqualTo(senders.taken());
        }
    }

    @Test
    void ofABackendThatIsKilledAndComesBackNothingIsLost() throws InterruptedException {
        EmbeddedReceiver first = EmbeddedReceiver.start();
        URI endpoint = first.httpEndpoint();
        try (Gateway gateway = start("", "timeout: 2s", endpoint);
                Senders senders = new Senders(gateway.httpEndpoint());
                Auditor auditor = new Auditor(gateway)) {
            senders.send(REQUESTS);
            first.close();
            senders.send(REQUESTS);
            ReceiverSettings samePort =
                    ReceiverSettings.anyFreePort().withPorts(endpoint.getPort(), endpoint.getPort());
            try (EmbeddedReceiver second = EmbeddedReceiver.start(samePort)) {
                Account now = settled(gateway, senders, auditor);
                assertThat(now.exported()).isEqualTo(2 * SPANS);
                var arrived = Gateways.ids(first);
                arrived.addAll(Gateways.ids(second));
                assertThat(arrived).isEqualTo(senders.taken());
            }
        } finally {
            first.close();
        }
    }

    @Test
    void aShutdownUnderLoadSendsAllThatWasTaken() throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                Gateway gateway = start("", backend.httpEndpoint());
                Senders senders = new Senders(gateway.httpEndpoint());
                Auditor auditor = new Auditor(gateway)) {
            backend.inject(FaultPlan.seeded(3).with(0.5, new Fault.Delay(Duration.ofMillis(20))));
            Thread load = senders.sendUntil(stop);
            await().atMost(BOUND).until(() -> gateway.account(Signal.TRACES).received() > 500);
            assertThat(gateway.shutdown()).isTrue();
            stop.set(true);
            load.join();
            Account now = settled(gateway, senders, auditor);
            assertThat(now.exported()).isEqualTo(now.received());
            assertThat(Gateways.ids(backend)).isEqualTo(senders.taken());
        }
    }

    @Test
    void aShutdownWithABackendThatIsGoneSaysSo() throws InterruptedException {
        URI nobody;
        try (EmbeddedReceiver gone = EmbeddedReceiver.start()) {
            nobody = gone.httpEndpoint();
        }
        try (Gateway gateway = Gateway.start(SettingsReader.parse(
                        yaml("", "", nobody).replace("shutdown: 20s", "shutdown: 400ms"), "test.yaml"));
                Senders senders = new Senders(gateway.httpEndpoint());
                Auditor auditor = new Auditor(gateway)) {
            senders.send(REQUESTS);
            assertThat(gateway.shutdown()).isFalse();
            Account now = settled(gateway, senders, auditor);
            assertThat(now.exported()).isZero();
            assertThat(now.droppedInAll()).isEqualTo(SPANS);
            assertThat(now.dropped().keySet()).isSubsetOf("abandoned", "export_timed_out");
        }
    }
}
