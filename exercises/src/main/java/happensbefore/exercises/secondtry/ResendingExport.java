package happensbefore.exercises.secondtry;

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

    private final Sender<B> sender;
    private final Worker worker;
    private final int attempts;
    private final Duration pause;
    private long handed; // guarded by this, as all below
    private long delivered;

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
        CompletableFuture<Integer> told = new CompletableFuture<>();
        synchronized (this) {
            handed += items;
        }
        worker.run(Duration.ZERO, () -> send(batch, items, 1, told));
        return told;
    }

    private void send(B batch, int items, int attempt, CompletableFuture<Integer> told) {
        if (sender.send(batch) instanceof Answer.Taken) {
            synchronized (this) {
                delivered += items;
            }
            told.complete(items);
        } else if (attempt < attempts) {
            worker.run(pause, () -> send(batch, items, attempt + 1, told));
        } else {
            told.complete(0);
        }
    }

    /// All counts as of one moment. Any thread.
    public synchronized Counts counts() {
        return new Counts(handed, delivered, 0, 0, 0, handed - delivered);
    }
}
