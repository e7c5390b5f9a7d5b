package happensbefore.spanexport;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/// An export that is not even tried while its breaker is open. Every failure counts against the backend, and so does
/// an answer that does not come in time; but not a [PartlyRejectedException].
///
/// For any number of threads.
public final class GuardedExport<B> implements LaneExport<B> {
    private final LaneExport<B> export;
    private final CircuitBreaker breaker;
    private final long patienceNanos;

    /// @param patience for an answer
    public GuardedExport(LaneExport<B> export, CircuitBreaker breaker, Duration patience) {
        this.export = export;
        this.breaker = breaker;
        patienceNanos = patience.toNanos();
    }

    // @start region="export"
    /// @throws CircuitOpenException when the breaker lets nothing through
    @Override
    public CompletionStage<Boolean> export(B batch) throws Exception {
        CircuitBreaker.Call call = breaker.tryCall();
        if (call == null) {
            throw new CircuitOpenException();
        }
        try {
            CompletableFuture<Boolean> told =
                    export.export(batch).toCompletableFuture().whenComplete(call::ended);
            var _ = told.copy().orTimeout(patienceNanos, TimeUnit.NANOSECONDS).exceptionally(_ -> {
                call.failed(); // too late, or told before
                return false;
            });
            return told; // who waits for it finds that the breaker knows
        } catch (InterruptedException e) {
            call.abandoned();
            throw e;
        } catch (Throwable thrown) {
            call.ended(null, thrown);
            throw thrown;
        }
    }
    // @end

    @Override
    public CompletionStage<Boolean> flush() {
        return export.flush();
    }

    @Override
    public CompletionStage<Boolean> shutdown() {
        return export.shutdown();
    }
}
