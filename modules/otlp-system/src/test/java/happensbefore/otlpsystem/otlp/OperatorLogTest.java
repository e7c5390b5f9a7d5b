package happensbefore.otlpsystem.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import happensbefore.otlpsystem.settings.SettingsReader;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.Fault;
import happensbefore.telemetry.receiver.FaultPlan;
import happensbefore.telemetry.receiver.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OperatorLogTest {
    private static final Duration BOUND = Duration.ofSeconds(20);

    @Test
    void itTellsOnceThatABackendIsGoneAndOnceThatItIsBack() throws Exception {
        List<String> lines = new ArrayList<>();
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                Gateway gateway = Gateway.start(SettingsReader.parse(
                        Gateways.yaml("", "timeout: 100ms", Map.of("one", backend.httpEndpoint())), "test.yaml"));
                Senders senders = new Senders(gateway.httpEndpoint())) {
            OperatorLog log = new OperatorLog(gateway.paths(), (level, line) -> lines.add(level + " " + line));
            log.look();
            backend.inject(FaultPlan.always(new Fault.Hang()));
            senders.sendOne();
            await().atMost(BOUND).until(() -> {
                log.look();
                return !lines.isEmpty();
            });
            log.look();
            backend.inject(FaultPlan.none());
            await().atMost(BOUND).until(() -> {
                log.look();
                return lines.size() > 1;
            });
            assertThat(lines).hasSize(2);
            assertThat(lines.get(0))
                    .startsWith("WARNING Backend one at http://127.0.0.1")
                    .contains("does not answer");
            assertThat(lines.get(1)).startsWith("INFO Backend one at").endsWith("answers again.");
        }
    }

    @Test
    void itTellsHowManyWereDroppedSinceItLastLooked() throws Exception {
        List<String> lines = new ArrayList<>();
        try (EmbeddedReceiver backend = EmbeddedReceiver.start();
                Gateway gateway = Gateways.start("", Map.of("one", backend.httpEndpoint()));
                Senders senders = new Senders(gateway.httpEndpoint())) {
            OperatorLog log = new OperatorLog(gateway.paths(), (_, line) -> lines.add(line));
            backend.inject(FaultPlan.always(new Fault.RejectPermanent()));
            senders.sendOne();
            await().atMost(BOUND).until(() -> gateway.account(Signal.TRACES).droppedInAll() == 20);
            log.look();
            senders.sendOne();
            await().atMost(BOUND).until(() -> gateway.account(Signal.TRACES).droppedInAll() == 40);
            log.look();
            log.look();
            assertThat(lines)
                    .containsExactly(
                            "20 more traces items were dropped: export_failed; 20 since the start.",
                            "20 more traces items were dropped: export_failed; 40 since the start.");
            assertThat(gateway.accounting())
                    .containsExactly(
                            "traces: 40 received = 0 exported + 40 dropped (export_failed 40) + 0 queued + 0 in flight",
                            "  one: 40 handed over = 0 exported + 40 dropped (export_failed 40) + 0 queued + 0 in flight");
        }
    }
}
