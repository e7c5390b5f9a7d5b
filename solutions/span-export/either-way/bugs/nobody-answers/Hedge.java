package happensbefore.exercises.eitherway;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A batch that was sent to a primary backend, and goes to a fallback when that fails or takes too long.
public final class Hedge {
    private enum Asked {
        NOT_YET,
        UNDER_WAY,
        DELIVERED,
        LOST
    }

    private final Runnable beginFallback;
    private final Consumer<Boolean> answer;
    private Asked primary = Asked.UNDER_WAY; // guarded by this, as all below
    private Asked fallback = Asked.NOT_YET;
    private boolean answered;

    /// @param beginFallback called once at most
    /// @param answer called once: true when one of the two has the batch
    public Hedge(Runnable beginFallback, Consumer<Boolean> answer) {
        this.beginFallback = beginFallback;
        this.answer = answer;
    }

    /// The primary has answered. Any thread.
    public void primary(boolean delivered) {
        boolean begin = false;
        @Nullable Boolean told;
        boolean otherLost;
        synchronized (this) {
            otherLost = fallback == Asked.LOST;
        }
        synchronized (this) {
            if (primary == Asked.UNDER_WAY) {
                primary = delivered ? Asked.DELIVERED : Asked.LOST;
                begin = !delivered && mayBegin();
            }
            told = decide(otherLost);
        }
        act(begin, told);
    }

    /// There was no answer for a while. Any thread.
    public void timeIsOver() {
        boolean begin;
        synchronized (this) {
            begin = mayBegin();
        }
        act(begin, null);
    }

    /// The fallback has answered. Any thread.
    public void fallback(boolean delivered) {
        @Nullable Boolean told;
        boolean otherLost;
        synchronized (this) {
            otherLost = primary == Asked.LOST;
        }
        synchronized (this) {
            if (fallback == Asked.UNDER_WAY) {
                fallback = delivered ? Asked.DELIVERED : Asked.LOST;
            }
            told = decide(otherLost);
        }
        act(false, told);
    }

    private boolean mayBegin() {
        if (answered || fallback != Asked.NOT_YET) {
            return false;
        }
        fallback = Asked.UNDER_WAY;
        return true;
    }

    private @Nullable Boolean decide(boolean otherLost) {
        boolean delivered = primary == Asked.DELIVERED || fallback == Asked.DELIVERED;
        boolean lost = otherLost && primary == Asked.LOST && fallback == Asked.LOST;
        if (answered || !(delivered || lost)) {
            return null;
        }
        answered = true;
        return delivered;
    }

    private void act(boolean begin, @Nullable Boolean told) {
        if (begin) {
            beginFallback.run();
        }
        if (told != null) {
            answer.accept(told);
        }
    }
}
