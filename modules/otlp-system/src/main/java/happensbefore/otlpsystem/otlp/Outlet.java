package happensbefore.otlpsystem.otlp;

import happensbefore.otlpsystem.settings.GatewaySettings;
import happensbefore.spanexport.BackendLane;
import happensbefore.spanexport.CircuitBreaker;
import happensbefore.spanexport.CircuitOpenException;
import happensbefore.spanexport.LaneSettings;
import happensbefore.tasks.Backoff;
import happensbefore.tasks.Retry;
import happensbefore.telemetry.receiver.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// One signal's way to one backend: the lane, and the breaker that all of the backend's lanes share.
record Outlet(GatewaySettings.Backend backend, BackendLane<Freight> lane, CircuitBreaker breaker) {
    private static final Duration GRACE = Duration.ofSeconds(1);
    /// Only the time limit ends the attempts.
    private static final int UNLIMITED_ATTEMPTS = Integer.MAX_VALUE;
    private static final int NO_BUDGET = Integer.MAX_VALUE;
    private static final int BUDGET_RESERVE = 100;

    static Outlet open(Signal signal, BackendLink link, CircuitBreaker breaker, Duration shutdown) {
        GatewaySettings.Backend backend = link.backend();
        GatewaySettings.Retries retries = backend.retry();
        Double budget = retries.budget();
        LaneSettings settings = new LaneSettings(
                Long.MAX_VALUE, // the weight bounds it
                backend.queue(),
                backend.concurrency(),
                backend.timeout().plus(GRACE), // the request's own time ends first
                new Retry.Policy(UNLIMITED_ATTEMPTS, retries.limit(), new Backoff(retries.first(), retries.longest())),
                budget == null ? 1 : budget,
                budget == null ? NO_BUDGET : BUDGET_RESERVE,
                shutdown);
        return new Outlet(
                backend,
                new BackendLane<>(
                        backend.name(), settings, new BreakerGuard(link.export(signal), breaker), Outlet::classify),
                breaker);
    }

    // @start region="classify"
    /// Again where the answer says so, where no answer came, and where the breaker asks for patience.
    private static Retry.Verdict classify(Exception failure) {
        return switch (failure) {
            case BackendAnswer answer ->
                answer.isRetryable() ? new Retry.Verdict.Again(answer.retryAfter()) : Retry.Verdict.FINAL;
            case CircuitOpenException _, IOException _, TimeoutException _ -> Retry.Verdict.AGAIN;
            default -> Retry.Verdict.FINAL;
        };
    }
    // @end

    boolean hasRoom(Freight freight) {
        return lane.hasRoom(freight.items(), freight.weight());
    }

    boolean isHalfEmpty() {
        return lane.hasRoom(1, backend.queue() / 2);
    }

    boolean isHealthy() {
        return breaker.state() == CircuitBreaker.State.CLOSED;
    }
}
