package happensbefore.exercises.oneverdict;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
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

    private final List<S> waiting = new ArrayList<>(); // guarded by itself
    private final AtomicReference<@Nullable Verdict> verdict = new AtomicReference<>();

    /// A span has come. Any thread.
    public Outcome<S> add(S span, boolean failed) {
        Verdict known = verdict.get();
        if (known != null) {
            return out(known, List.of(span), null);
        }
        if (failed && verdict.compareAndSet(null, Verdict.KEPT)) {
            return out(Verdict.KEPT, taken(span), Verdict.KEPT);
        }
        known = verdict.get();
        if (known != null) {
            return out(known, List.of(span), null);
        }
        synchronized (waiting) {
            waiting.add(span);
        }
        return new Outcome<>(List.of(), 0, null);
    }

    /// The trace's time is over. Any thread.
    public Outcome<S> expire() {
        return decide(Verdict.DROPPED, Verdict.DROPPED);
    }

    /// Another gateway has decided. Any thread.
    public Outcome<S> heard(Verdict of) {
        return decide(of, null);
    }

    private Outcome<S> decide(Verdict now, @Nullable Verdict tell) {
        if (!verdict.compareAndSet(null, now)) {
            return new Outcome<>(List.of(), 0, null);
        }
        return out(now, taken(null), tell);
    }

    private List<S> taken(@Nullable S last) {
        synchronized (waiting) {
            List<S> all = new ArrayList<>(waiting);
            waiting.clear();
            if (last != null) {
                all.add(last);
            }
            return all;
        }
    }

    private static <S> Outcome<S> out(Verdict verdict, List<S> spans, @Nullable Verdict tell) {
        return verdict == Verdict.KEPT
                ? new Outcome<>(spans, 0, tell)
                : new Outcome<>(List.of(), spans.size(), tell);
    }
}
