package happensbefore.telemetry.receiver;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which requests meet which [Fault]. Immutable.
///
/// Every request that the receiver has read whole is given the next number of the plan. Seed and number alone
/// decide, so the n-th request of a plan meets the same fault in every run; it meets one fault at most.
public final class FaultPlan {
    private static final FaultPlan NONE = new FaultPlan(0, List.of(), EnumSet.allOf(Signal.class), Long.MAX_VALUE);

    private final long seed;
    private final List<Rule> rules;
    private final Set<Signal> signals;
    private final long requests;

    private record Rule(double share, Fault fault) {}

    private FaultPlan(long seed, List<Rule> rules, Set<Signal> signals, long requests) {
        this.seed = seed;
        this.rules = List.copyOf(rules);
        this.signals = Set.copyOf(signals);
        this.requests = requests;
    }

    /// No faults.
    public static FaultPlan none() {
        return NONE;
    }

    /// This fault for every request.
    public static FaultPlan always(Fault fault) {
        return NONE.with(1, fault);
    }

    /// No faults yet: add them with [#with].
    public static FaultPlan seeded(long seed) {
        return new FaultPlan(seed, NONE.rules, NONE.signals, NONE.requests);
    }

    /// This fault for that share of the requests, beside the plan's other faults.
    ///
    /// @param share 0 to 1
    /// @throws IllegalArgumentException if the shares together exceed 1
    public FaultPlan with(double share, Fault fault) {
        double sum = share + rules.stream().mapToDouble(Rule::share).sum();
        if (!(share >= 0 && sum <= 1 + 1e-9)) {
            throw new IllegalArgumentException(
                    "a share is at least 0 and all together at most 1, not " + share + " of " + sum);
        }
        List<Rule> more = new ArrayList<>(rules);
        more.add(new Rule(share, fault));
        return new FaultPlan(seed, more, signals, requests);
    }

    /// Faults for these signals only; requests of the others are not numbered either.
    public FaultPlan onlyFor(Signal first, Signal... more) {
        return new FaultPlan(seed, rules, EnumSet.of(first, more), requests);
    }

    /// Faults among the plan's first `count` requests only.
    ///
    /// @throws IllegalArgumentException if `count` is negative
    public FaultPlan forNext(long count) {
        if (count < 0) {
            throw new IllegalArgumentException("a number of requests is not negative: " + count);
        }
        return new FaultPlan(seed, rules, signals, count);
    }

    boolean concerns(Signal signal) {
        return !rules.isEmpty() && signals.contains(signal);
    }

    /// @param number of the request in this plan, from 0
    Optional<Fault> faultOf(long number) {
        if (number >= requests) {
            return Optional.empty();
        }
        double draw = draw(number);
        double reached = 0;
        for (Rule rule : rules) {
            reached += rule.share;
            if (draw < reached) {
                return Optional.of(rule.fault);
            }
        }
        return Optional.empty();
    }

    /// Uniform in [0, 1): the `number`-th value of SplitMix64 (Steele, Lea and Flood, 2014).
    private double draw(long number) {
        long z = seed + (number + 1) * 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return ((z ^ (z >>> 31)) >>> 11) * 0x1.0p-53;
    }
}
