package happensbefore.exercises.settledexports;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/// Sends batches at the same time, each with a patience of its own, and says what became of each.
public final class SettledExports {
    /// @param patience how long its send may take, from its start
    public record Batch(String name, Duration patience) {}

    /// What became of a batch.
    public sealed interface Result {
        String name();
    }

    public record Sent(String name) implements Result {}

    public record Failed(String name, Throwable reason) implements Result {}

    public record Cancelled(String name) implements Result {}

    /// Called by many threads at once.
    @FunctionalInterface
    public interface Sender {
        /// @throws InterruptedException when it was cancelled
        void send(Batch batch) throws Exception;
    }

    private SettledExports() {}

    /// Sends all batches.
    ///
    /// @return one for each batch, in the order of the batches
    /// @throws InterruptedException when the caller was interrupted; every send has ended
    public static List<Result> send(Tracer tracer, List<Batch> batches, Sender sender) throws InterruptedException {
        List<Result> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletionService<Batch> ended = new ExecutorCompletionService<>(threads);
            for (Batch batch : batches) {
                ended.submit(() -> {
                    sendTraced(tracer, batch, sender);
                    return batch;
                });
            }
            for (Batch batch : batches) {
                Future<Batch> call = ended.poll(batch.patience().toNanos(), TimeUnit.NANOSECONDS);
                results.add(call == null ? new Cancelled(batch.name()) : result(batch.name(), call));
            }
            threads.shutdownNow();
        }
        return results;
    }

    private static Result result(String name, Future<?> call) throws InterruptedException {
        try {
            call.get();
            return new Sent(name);
        } catch (ExecutionException e) {
            return new Failed(name, e.getCause() == null ? e : e.getCause());
        }
    }

    private static void sendTraced(Tracer tracer, Batch batch, Sender sender) throws Exception {
        Span span = tracer.spanBuilder(batch.name()).startSpan();
        try (Scope _ = span.makeCurrent()) {
            sender.send(batch);
        } catch (Exception e) {
            span.setStatus(StatusCode.ERROR).recordException(e);
            throw e;
        } finally {
            span.end();
        }
    }
}
