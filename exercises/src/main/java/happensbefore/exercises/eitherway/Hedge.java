package happensbefore.exercises.eitherway;

import java.util.function.Consumer;

/// A batch that was sent to a primary backend, and goes to a fallback when that fails or takes too long.
public final class Hedge {
    private final Runnable beginFallback;
    private final Consumer<Boolean> answer;

    /// @param beginFallback called once at most
    /// @param answer called once: true when one of the two has the batch
    public Hedge(Runnable beginFallback, Consumer<Boolean> answer) {
        this.beginFallback = beginFallback;
        this.answer = answer;
    }

    /// The primary has answered. Any thread.
    public void primary(boolean delivered) {
        if (delivered) {
            answer.accept(true);
        } else {
            beginFallback.run();
        }
    }

    /// There was no answer for a while. Any thread.
    public void timeIsOver() {}

    /// The fallback has answered. Any thread.
    public void fallback(boolean delivered) {
        answer.accept(delivered);
    }
}
