package happensbefore.benchmarks.otlpsystem;

import happensbefore.benchmarks.otlpsystem.LoadWatch.Moment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// Prints what a gateway did between one look and the next, and in all. Used by one thread.
final class LoadReport {
    private static final int TRUSTED_SPANS_PER_SECOND = 10_000;
    private static final double MILLI = 1e6;
    private static final double SECOND = 1e9;
    private static final String LINE = "%7s %10s %10s %8s %8s %8s %8s %11s %7s%n";

    private final List<Moment> moments = new ArrayList<>();

    LoadReport(Moment first) {
        moments.add(first);
        System.out.printf(LINE, "", "received", "exported", "", "p50", "p99", "heap", "buffers", "RSS");
        System.out.printf(LINE, "second", "spans/s", "spans/s", "waiting", "ms", "ms", "MiB", "MiB", "MiB");
    }

    void add(int second, Moment now) {
        Moment before = moments.getLast();
        moments.add(now);
        System.out.printf(
                Locale.ROOT,
                LINE,
                second,
                whole(rate(before, now, LoadState::received)),
                whole(rate(before, now, LoadState::exported)),
                now.state().queued() + now.state().inFlight(),
                tenth(now.state().p50() / MILLI),
                tenth(now.state().p99() / MILLI),
                mib(now.state().heap()),
                mib(now.state().buffers()),
                now.rssKib() >> 10);
    }

    private static double rate(Moment before, Moment now, ToLongFunction<LoadState> of) {
        return (of.applyAsLong(now.state()) - of.applyAsLong(before.state())) * SECOND / (now.nanos() - before.nanos());
    }

    private static double cores(Moment before, Moment now, Function<Moment, Duration> of) {
        return (double) of.apply(now).minus(of.apply(before)).toNanos() / (now.nanos() - before.nanos());
    }

    private static long mib(long bytes) {
        return bytes >> 20;
    }

    private static String whole(double number) {
        return String.format(Locale.ROOT, "%.0f", number);
    }

    private static String tenth(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    void sum() {
        Moment first = moments.getFirst();
        Moment last = moments.getLast();
        double rate = rate(first, last, LoadState::exported);
        double cores = cores(first, last, Moment::cpu);
        System.out.printf(
                Locale.ROOT,
                "%,.0f spans/s exported, %.1f times %,d; %,.0f spans/s a core of the gateway%n",
                rate,
                rate / TRUSTED_SPANS_PER_SECOND,
                TRUSTED_SPANS_PER_SECOND,
                cores == 0 ? 0 : rate / cores);
        System.out.printf(
                Locale.ROOT,
                "cores: gateway %.2f, generator %.2f, backend %.2f%n",
                cores,
                cores(first, last, Moment::generatorCpu),
                cores(first, last, Moment::backendCpu));
        System.out.printf(
                Locale.ROOT,
                "from receipt to export: p50 %.1f ms, p99 %.1f ms%n",
                last.state().p50() / MILLI,
                last.state().p99() / MILLI);
        fromFirstToLast(
                "heap after a collection, MiB", moment -> mib(moment.state().heap()));
        fromFirstToLast(
                "buffers outside the heap, MiB", moment -> mib(moment.state().buffers()));
        fromFirstToLast("RSS, MiB", moment -> moment.rssKib() >> 10);
        fromFirstToLast("platform threads", moment -> moment.state().threads());
        System.out.printf(Locale.ROOT, "unaccounted for: %d%n", last.state().missing());
    }

    /// From the first line of the table: what the mark saw is of the warm-up.
    private void fromFirstToLast(String what, ToLongFunction<Moment> of) {
        List<Moment> measured = moments.subList(Math.min(1, moments.size() - 1), moments.size());
        System.out.printf(
                Locale.ROOT,
                "%s: %d at first, %d at most, %d at last%n",
                what,
                of.applyAsLong(measured.getFirst()),
                measured.stream().mapToLong(of).max().orElse(0),
                of.applyAsLong(measured.getLast()));
    }
}
