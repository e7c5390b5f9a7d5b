package happensbefore.selectjoin.otlp;

import happensbefore.tasks.otlp.Sender;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;

/// Exports to a primary backend, and to a fallback as well when the primary is late or has failed; the first
/// that accepts the batch ends the other.
///
/// A batch may reach both: hedging is for backends that may be told the same thing twice. The counter
/// `happensbefore.export.accepted` counts batches by `backend`: `primary`, `fallback`.
///
/// Safe for any number of threads; each call owns its threads, which have ended when it returns.
public final class FallbackExport<B> {
    /// Which backend has accepted a batch.
    public enum Backend {
        PRIMARY("primary"),
        FALLBACK("fallback");

        private final String label;

        Backend(String label) {
            this.label = label;
        }
    }

    private static final AttributeKey<String> BACKEND = AttributeKey.stringKey("backend");

    private final TracedRace race;
    private final Sender<B> primary;
    private final Sender<B> fallback;
    private final Duration patience;
    private final LongCounter accepted;

    /// @param patience how long the primary is waited for before the fallback is asked as well
    public FallbackExport(OpenTelemetry telemetry, Sender<B> primary, Sender<B> fallback, Duration patience) {
        race = new TracedRace(telemetry);
        this.primary = primary;
        this.fallback = fallback;
        this.patience = patience;
        accepted = telemetry
                .getMeter("happensbefore.selectjoin")
                .counterBuilder("happensbefore.export.accepted")
                .build();
    }

    // @start region="export"
    /// Exports the batch.
    ///
    /// @return who has accepted it
    /// @throws ExecutionException when both have failed; the cause is the first failure, with the other
    ///     suppressed
    /// @throws InterruptedException when the caller was interrupted; both sends have ended
    public Backend export(B batch) throws ExecutionException, InterruptedException {
        Backend winner = race.hedged(
                List.of(step(Backend.PRIMARY, primary, batch), step(Backend.FALLBACK, fallback, batch)), patience);
        accepted.add(1, Attributes.of(BACKEND, winner.label));
        return winner;
    }

    private Step<Backend> step(Backend backend, Sender<B> sender, B batch) {
        return new Step<>("export to " + backend.label, () -> {
            sender.send(batch);
            return backend;
        });
    }
    // @end
}
