package happensbefore.benchmarks.spanexport;

import happensbefore.benchmarks.spanexport.Delivery.Candidate;
import happensbefore.benchmarks.spanexport.Delivery.Case;
import happensbefore.benchmarks.spanexport.Delivery.Result;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// Prints a table of [Delivery] in the cases of the SDK's own benchmark: 5 threads; 1000, 2000 and 5000 spans;
/// answers held back by 0, 1 and 5 ms. Processors take turns within a case, so that they meet the same machine.
public final class DeliveryProgram {
    private static final int[] SPANS = {1_000, 2_000, 5_000};
    private static final int[] DELAYS = {0, 1, 5};
    private static final String LINE = "%8s %6s  %-42s %12s %12s %12s %12s%n";

    private DeliveryProgram() {}

    /// @param args milliseconds of each measurement, and threads
    public static void main(String[] args) throws IOException, InterruptedException {
        Duration time = Duration.ofMillis(Long.parseLong(args[0]));
        int threads = Integer.parseInt(args[1]);
        ReadableSpan span = Processors.endedSpan();
        try (Backend backend = new Backend()) {
            for (Candidate candidate : Candidate.values()) {
                Delivery.measure(
                        candidate, new Case(threads, SPANS[0], Duration.ZERO, time.multipliedBy(2)), span, backend);
            }
            System.out.printf(LINE, "delay ms", "spans", "processor", "delivered/s", "ended", "delivered", "dropped");
            for (int delay : DELAYS) {
                for (int spans : SPANS) {
                    Case load = new Case(threads, spans, Duration.ofMillis(delay), time);
                    Map<Candidate, Result> results = new EnumMap<>(Candidate.class);
                    for (Candidate candidate : Candidate.values()) {
                        Result result = Delivery.measure(candidate, load, span, backend);
                        results.put(candidate, result);
                        print(load, candidate, result);
                    }
                    printRatio(results);
                }
            }
        }
    }

    private static void print(Case load, Candidate candidate, Result result) {
        System.out.printf(
                LINE,
                load.delay().toMillis(),
                load.spans(),
                candidate.label(),
                String.format(Locale.ROOT, "%.0f", result.deliveredPerSecond()),
                result.ended(),
                result.delivered(),
                result.dropped());
    }

    private static void printRatio(Map<Candidate, Result> results) {
        double sdk = rate(results, Candidate.SDK);
        System.out.printf(
                Locale.ROOT,
                "%16s  delivered/s to the SDK's: drop newest %.2f, block %.2f%n",
                "",
                rate(results, Candidate.ADAPTIVE) / sdk,
                rate(results, Candidate.ADAPTIVE_BLOCK) / sdk);
    }

    private static double rate(Map<Candidate, Result> results, Candidate candidate) {
        Result result = results.get(candidate);
        if (result == null) {
            throw new IllegalStateException(
                    "not measured: " + candidate + " of " + Arrays.toString(Candidate.values()));
        }
        return result.deliveredPerSecond();
    }
}
