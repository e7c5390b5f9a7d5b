package happensbefore.exercises.secondtry;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/// Sends batches on a worker, and again while there is a point in it.
public final class ResendingExport<B> {
    /// Sends a batch once. Called on the worker; never throws.
    @FunctionalInterface
    public interface Sender<B> {
        Answer send(B batch);
    }

    /// What the backend said.
    public sealed interface Answer {
        /// It has all items.
        record Taken() implements Answer {}

        /// It has all items but so many, which it will never take.
        record TakenBut(int rejected) implements Answer {}

        /// It cannot now, and asks for so much time.
        record Busy(Duration atLeast) implements Answer {}

        /// It will never take this batch.
        record Refused() implements Answer {}
    }

    /// One thread that does what it is given, one after the other.
    @FunctionalInterface
    public interface Worker {
        /// @param after which it does it
        void run(Duration after, Runnable task);
    }

    /// Every item that was ever handed over, by what became of it.
    public record Counts(long handed, long delivered, long rejected, long refused, long givenUp, long open) {}

    /// A batch on its way.
    private record Parcel<B>(B batch, int items, Context context, CompletableFuture<Integer> told) {}

    private final Sender<B> sender;
    private final Worker worker;
    private final int attempts;
    private final Duration pause;
    private long handed; // guarded by this, as all below
    private long delivered;
    private long rejected;
    private long refused;
    private long givenUp;
    private long open;

    /// @param attempts of a batch in all; 1 or more
    /// @param pause before an attempt after the first, at least
    public ResendingExport(Sender<B> sender, Worker worker, int attempts, Duration pause) {
        this.sender = sender;
        this.worker = worker;
        this.attempts = attempts;
        this.pause = pause;
    }

    /// Hands the batch to the worker. Any thread.
    ///
    /// @return how many of its items the backend has, once that is known
    public CompletableFuture<Integer> export(B batch, int items) {
        Parcel<B> parcel = new Parcel<>(batch, items, Context.current(), new CompletableFuture<>());
        synchronized (this) {
            handed += items;
            open += items;
        }
        worker.run(Duration.ZERO, () -> send(parcel, 1));
        return parcel.told();
    }

    private void send(Parcel<B> parcel, int attempt) {
        int items = parcel.items();
        switch (answer(parcel)) {
            case Answer.Taken() -> end(parcel, items, 0, 0, 0);
            case Answer.TakenBut(int some) -> end(parcel, items - some, some, 0, 0);
            case Answer.Refused() -> end(parcel, 0, 0, items, 0);
            case Answer.Busy(Duration atLeast) -> {
                if (attempt < attempts) {
                    Duration wait = atLeast.compareTo(pause) > 0 ? atLeast : pause;
                    worker.run(wait, () -> send(parcel, attempt + 1));
                } else {
                    end(parcel, 0, 0, 0, items);
                }
            }
        }
    }

    private Answer answer(Parcel<B> parcel) {
        Scope _ = parcel.context().makeCurrent();
        return sender.send(parcel.batch());
    }

    private void end(Parcel<B> parcel, int nowDelivered, int nowRejected, int nowRefused, int nowGivenUp) {
        synchronized (this) {
            open -= parcel.items();
            delivered += nowDelivered;
            rejected += nowRejected;
            refused += nowRefused;
            givenUp += nowGivenUp;
        }
        parcel.told().complete(nowDelivered); // outside the lock: it runs whatever waits for it
    }

    /// All counts as of one moment. Any thread.
    public synchronized Counts counts() {
        return new Counts(handed, delivered, rejected, refused, givenUp, open);
    }
}
