package happensbefore.exercises.settledexports;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
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
        Context caller = Context.current();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
                ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor()) {
            try {
                List<Future<?>> calls = new ArrayList<>();
                for (Batch batch : batches) {
                    Future<?> call = threads.submit(() -> {
                        sendTraced(tracer, caller, batch, sender);
                        return batch;
                    });
                    calls.add(call);
                    timer.schedule(() -> call.cancel(true), batch.patience().toNanos(), TimeUnit.NANOSECONDS);
                }
                List<Result> results = new ArrayList<>();
                for (int i = 0; i < calls.size(); i++) {
                    results.add(result(batches.get(i).name(), calls.get(i)));
                }
                return results;
            } finally {
                timer.shutdownNow();
                threads.shutdownNow(); // close waits for what this interrupts
            }
        }
    }

    private static Result result(String name, Future<?> call) {
        try {
            call.get();
            return new Sent(name);
        } catch (ExecutionException e) {
            return new Failed(name, e.getCause() == null ? e : e.getCause());
        } catch (CancellationException | InterruptedException e) {
            return new Cancelled(name);
        }
    }

    private static void sendTraced(Tracer tracer, Context caller, Batch batch, Sender sender) throws Exception {
        Span span = tracer.spanBuilder(batch.name()).setParent(caller).startSpan();
        try (Scope _ = caller.with(span).makeCurrent()) {
            sender.send(batch);
        } catch (InterruptedException e) {
            span.setAttribute("error.type", "cancelled").setStatus(StatusCode.ERROR);
            throw e;
        } catch (Exception e) {
            span.setStatus(StatusCode.ERROR).recordException(e);
            throw e;
        } finally {
            span.end();
        }
    }
}
