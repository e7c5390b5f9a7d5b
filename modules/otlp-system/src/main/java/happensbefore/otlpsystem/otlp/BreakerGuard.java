package happensbefore.otlpsystem.otlp;

import happensbefore.spanexport.CircuitBreaker;
import happensbefore.spanexport.CircuitOpenException;
import happensbefore.spanexport.LaneExport;
import happensbefore.spanexport.PartlyRejectedException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// Does not try a backend while its breaker is open. Any answer shows that the backend is there, a refusal
/// too: only what does not answer, or fails, counts against it. For any number of threads.
record BreakerGuard(LaneExport<Freight> export, CircuitBreaker breaker) implements LaneExport<Freight> {
    /// @throws CircuitOpenException when the breaker lets nothing through
    @Override
    public CompletionStage<Boolean> export(Freight freight) throws Exception {
        CircuitBreaker.Call call = breaker.tryCall();
        if (call == null) {
            throw new CircuitOpenException();
        }
        try {
            return export.export(freight).whenComplete((_, thrown) -> settle(call, thrown));
        } catch (Throwable thrown) {
            settle(call, thrown);
            throw thrown;
        }
    }

    private static void settle(CircuitBreaker.Call call, @Nullable Throwable thrown) {
        if (isAlive(thrown)) {
            call.succeeded();
        } else {
            call.failed();
        }
    }

    private static boolean isAlive(@Nullable Throwable thrown) {
        return switch (thrown) {
            case null -> true;
            case BackendAnswer answer -> answer.isAlive();
            case PartlyRejectedException _ -> true;
            case CompletionException wrapped when wrapped.getCause() != null -> isAlive(wrapped.getCause());
            default -> false;
        };
    }
}
