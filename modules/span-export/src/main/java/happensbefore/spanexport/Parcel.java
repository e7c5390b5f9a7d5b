package happensbefore.spanexport;

import java.util.concurrent.CompletableFuture;

/// A batch on its way to one backend, from [LaneBooks#offer] to its verdict.
public final class Parcel<B> {
    private final B batch;
    private final int items;
    private final long weight;
    private final CompletableFuture<Verdict> verdict = new CompletableFuture<>();

    // guarded by the books
    private int unanswered; // attempts that the backend's exporter has not answered
    private boolean delivered;
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

    void answered(boolean success) {
        unanswered--;
        delivered |= success;
    }

    void land() {
        landed = true;
    }

    boolean isDelivered() {
        return delivered;
    }

    boolean isLanded() {
        return landed;
    }

    /// Whether nobody has it any more: no queue, no worker, no exporter.
    boolean isGone() {
        return landed && unanswered == 0;
    }
}
