package happensbefore.otlpsystem;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Decides about whole traces: those with a remarkable span are kept, and of the others the given part.
///
/// - Invariant: a span that was offered is kept, dropped, or waits; one that waits comes out once, with
///   its trace.
/// - Invariant: no span waits longer than the given time once somebody calls [#expire], and all that wait
///   weigh no more than the given weight: past it, those that have waited longest are decided early.
/// - Linearizes: at each trace's stripe, under whose monitor nobody waits.
///
/// A remarkable span that comes after its trace was dropped is kept, with what follows it. For any number
/// of threads.
public final class TailSampler<S> {
    private static final int STRIPES = 16;

    /// @param patience for a remarkable span, from the first of its trace
    /// @param keep the part of all other traces that is kept, 0 to 1
    /// @param maxWeight of what waits
    /// @param remembered decisions, for spans that come after them
    public record Rule(Duration patience, double keep, long maxWeight, int remembered) {}

    /// Spans whose trace was decided about now.
    ///
    /// @param kept to be exported
    /// @param dropped how many are not, after their time
    /// @param early how many are not, before it, for want of room
    /// @param waiting by how much more, or less, what waits weighs than before
    public record Decided<S>(List<S> kept, long dropped, long early, long waiting) {}

    private record Waiting<S>(S span, long weight) {}

    private static final class Trace<S> {
        final List<Waiting<S>> spans = new ArrayList<>();
        final long until;

        Trace(long until) {
            this.until = until;
        }
    }

    private static final class Stripe<S> {
        final LinkedHashMap<TraceId, Trace<S>> undecided = new LinkedHashMap<>(); // oldest first; guarded by this
        final LinkedHashMap<TraceId, Boolean> decided = new LinkedHashMap<>(); // guarded by this
    }

    private final Rule rule;
    private final List<Stripe<S>> stripes = new ArrayList<>();
    private final AtomicLong weight = new AtomicLong();

    public TailSampler(Rule rule) {
        this.rule = rule;
        for (int i = 0; i < STRIPES; i++) {
            stripes.add(new Stripe<>());
        }
    }

    // @start region="offer"
    /// @param remarkable whether this span alone is a reason to keep its trace
    /// @param weight of the span while it waits
    /// @param now by [System#nanoTime]
    public Decided<S> offer(TraceId trace, S span, long weight, boolean remarkable, long now) {
        if (trace.draw() < rule.keep) {
            return new Decided<>(List.of(span), 0, 0, 0);
        }
        Stripe<S> stripe = stripes.get(Math.floorMod(trace.hashCode(), STRIPES));
        synchronized (stripe) {
            if (remarkable) {
                return keep(stripe, trace, span);
            }
            Boolean decision = stripe.decided.get(trace);
            if (decision != null) {
                return decision ? new Decided<>(List.of(span), 0, 0, 0) : new Decided<>(List.of(), 1, 0, 0);
            }
            stripe.undecided
                    .computeIfAbsent(trace, _ -> new Trace<>(now + rule.patience.toNanos()))
                    .spans
                    .add(new Waiting<>(span, weight));
            return this.weight.addAndGet(weight) > rule.maxWeight
                    ? makeRoom(stripe, weight)
                    : new Decided<>(List.of(), 0, 0, weight);
        }
    }

    private Decided<S> keep(Stripe<S> stripe, TraceId trace, S span) {
        remember(stripe, trace, true);
        List<S> kept = new ArrayList<>();
        long left = leave(stripe.undecided.remove(trace), kept);
        kept.add(span);
        return new Decided<>(kept, 0, 0, -left);
    }
    // @end

    /// Decides about the oldest of one stripe: the others are made room in by those who come to them.
    private Decided<S> makeRoom(Stripe<S> stripe, long added) {
        long dropped = 0;
        long left = 0;
        Iterator<Map.Entry<TraceId, Trace<S>>> oldest =
                stripe.undecided.entrySet().iterator();
        while (oldest.hasNext() && weight.get() > rule.maxWeight) {
            Map.Entry<TraceId, Trace<S>> next = oldest.next();
            oldest.remove();
            remember(stripe, next.getKey(), false);
            dropped += next.getValue().spans.size();
            left += leave(next.getValue(), new ArrayList<>());
        }
        return new Decided<>(List.of(), 0, dropped, added - left);
    }

    // @start region="expire"
    /// Decides about the traces whose time is over: they had nothing remarkable.
    ///
    /// @param now by [System#nanoTime]
    public Decided<S> expire(long now) {
        long dropped = 0;
        long left = 0;
        for (Stripe<S> stripe : stripes) {
            synchronized (stripe) {
                Iterator<Map.Entry<TraceId, Trace<S>>> oldest =
                        stripe.undecided.entrySet().iterator();
                while (oldest.hasNext()) {
                    Map.Entry<TraceId, Trace<S>> next = oldest.next();
                    if (next.getValue().until - now > 0) {
                        break;
                    }
                    oldest.remove();
                    remember(stripe, next.getKey(), false);
                    dropped += next.getValue().spans.size();
                    left += leave(next.getValue(), new ArrayList<>());
                }
            }
        }
        return new Decided<>(List.of(), dropped, 0, -left);
    }
    // @end

    /// Keeps all that wait: who ends before a trace's time is over does not know that nothing was
    /// remarkable in it.
    public Decided<S> keepAll() {
        List<S> kept = new ArrayList<>();
        long left = 0;
        for (Stripe<S> stripe : stripes) {
            synchronized (stripe) {
                for (Trace<S> trace : stripe.undecided.values()) {
                    left += leave(trace, kept);
                }
                stripe.undecided.clear();
            }
        }
        return new Decided<>(kept, 0, 0, -left);
    }

    private long leave(@Nullable Trace<S> trace, List<S> to) {
        if (trace == null) {
            return 0;
        }
        long left = 0;
        for (Waiting<S> waiting : trace.spans) {
            to.add(waiting.span);
            left += waiting.weight;
        }
        weight.addAndGet(-left);
        return left;
    }

    private void remember(Stripe<S> stripe, TraceId trace, boolean keep) {
        stripe.decided.remove(trace);
        stripe.decided.put(trace, keep);
        if (stripe.decided.size() > Math.max(1, rule.remembered / STRIPES)) {
            stripe.decided.pollFirstEntry();
        }
    }

    /// What all that wait weigh.
    public long weight() {
        return weight.get();
    }
}
