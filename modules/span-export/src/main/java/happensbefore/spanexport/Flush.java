package happensbefore.spanexport;

import java.util.concurrent.CompletableFuture;

/// Somebody who wants to know what became of all that was accepted up to a point. Guarded by the [Backlog].
final class Flush {
    private final long upTo;
    private final CompletableFuture<Boolean> done = new CompletableFuture<>();
    private int flights;
    private boolean lost;

    /// @param upTo how many items it waits for, counted from the first one ever accepted
    Flush(long upTo) {
        this.upTo = upTo;
    }

    /// Whether it waits for that item.
    boolean covers(long index) {
        return index < upTo;
    }

    void tookOff() {
        flights++;
    }

    void landed() {
        flights--;
    }

    void lost() {
        lost = true;
    }

    boolean isDecided(long taken) {
        return taken >= upTo && flights == 0;
    }

    /// To be called without the lock: it runs whatever depends on it.
    void tell() {
        done.complete(!lost);
    }

    CompletableFuture<Boolean> done() {
        return done;
    }
}
