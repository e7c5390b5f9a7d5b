package happensbefore.spanexport;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A batch on its way to one backend, from [LaneBooks#offer] to its verdict.
public final class Parcel<B> {
    private final B batch;
    private final int items;
    private final long weight;
    private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();

    // guarded by the books
    private int unanswered; // attempts that the backend's exporter has not answered
    private @Nullable Verdict word; // of the first attempt that the backend took
    private boolean landed;

    Parcel(B batch, int items, long weight) {
        this.batch = batch;
        this.items = items;
        this.weight = weight;
    }

    public B batch() {
        return batch;
    }

    int items() {
        return items;
    }

    long weight() {
        return weight;
    }

    /// To be completed without the books' lock: it runs whatever depends on it.
    CompletableFuture<Verdict> verdict() {
        return verdict;
    }

    void handedOut() {
        unanswered++;
    }

    /// @return whether it is the word that counts
    boolean answered(Verdict verdict) {
        unanswered--;
        if (word != null || !verdict.taken()) {
            return false;
        }
        word = verdict;
        return true;
    }

    void land() {
        landed = true;
    }

    /// What the backend said that has taken it; null as long as it has not.
    @Nullable
    Verdict word() {
        return word;
    }

    boolean isLanded() {
        return landed;
    }

    /// Whether nobody has it any more: no queue, no worker, no exporter.
    boolean isGone() {
        return landed && unanswered == 0;
    }
}
