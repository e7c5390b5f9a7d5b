package happensbefore.exercises.oneverdict;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
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

    private final ConcurrentLinkedQueue<S> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicReference<@Nullable Verdict> verdict = new AtomicReference<>();

    /// A span has come. Any thread.
    public Outcome<S> add(S span, boolean failed) {
        if (verdict.get() == null) {
            waiting.add(span);
            return failed ? decide(Verdict.KEPT, Verdict.KEPT) : new Outcome<>(List.of(), 0, null);
        }
        return out(List.of(span), null);
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
        if (verdict.get() != null) {
            return new Outcome<>(List.of(), 0, null);
        }
        verdict.set(now);
        List<S> all = new ArrayList<>();
        for (S next = waiting.poll(); next != null; next = waiting.poll()) {
            all.add(next);
        }
        return out(all, tell);
    }

    private Outcome<S> out(List<S> spans, @Nullable Verdict tell) {
        return verdict.get() == Verdict.KEPT
                ? new Outcome<>(spans, 0, tell)
                : new Outcome<>(List.of(), spans.size(), tell);
    }
}
