package happensbefore.exercises.oneverdict;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Whether one trace is kept: decided once, for all its spans.
public final class TraceVerdict<S> {
    public enum Verdict {
        KEPT,
        DROPPED
    }

    /// What is to be done now.
    ///
    /// @param kept spans that go to the backends
    /// @param dropped how many spans do not
    /// @param tell what the other gateways are to be told; null for nothing
    public record Outcome<S>(List<S> kept, int dropped, @Nullable Verdict tell) {}

    private final List<S> waiting = new ArrayList<>(); // guarded by this; empty once there is a verdict
    private @Nullable Verdict verdict; // guarded by this; set once

    /// A span has come. Any thread.
    public synchronized Outcome<S> add(S span, boolean failed) {
        if (verdict != null) {
            return out(verdict, List.of(span), null);
        }
        waiting.add(span);
        return failed ? decide(Verdict.KEPT, Verdict.KEPT) : new Outcome<>(List.of(), 0, null);
    }

    /// The trace's time is over. Any thread.
    public synchronized Outcome<S> expire() {
        return decide(Verdict.DROPPED, Verdict.DROPPED);
    }

    /// Another gateway has decided. Any thread.
    public synchronized Outcome<S> heard(Verdict of) {
        if (verdict == null) {
            verdict = of;
        }
        return new Outcome<>(List.of(), 0, null);
    }

    private Outcome<S> decide(Verdict now, @Nullable Verdict tell) {
        if (verdict != null) {
            return new Outcome<>(List.of(), 0, null);
        }
        verdict = now;
        List<S> all = List.copyOf(waiting);
        waiting.clear();
        return out(now, all, tell);
    }

    private static <S> Outcome<S> out(Verdict verdict, List<S> spans, @Nullable Verdict tell) {
        return verdict == Verdict.KEPT
                ? new Outcome<>(spans, 0, tell)
                : new Outcome<>(List.of(), spans.size(), tell);
    }
}
