package happensbefore.benchmarks.spanexport;

import happensbefore.benchmarks.spanexport.Delivery.Case;
import happensbefore.benchmarks.spanexport.Delivery.Result;
import happensbefore.benchmarks.spanexport.Footprint.Held;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Prints a table of [Delivery] in the cases of the SDK's own benchmark: 5 threads; 1000, 2000 and 5000 spans;
/// answers held back by 0, 1 and 5 ms. Processors take turns within a case, so that they meet the same machine.
/// Then the [Footprint], and what all of it comes to. Fails when a span is unaccounted for.
public final class DeliveryProgram {
    private static final int[] SPANS = {1_000, 2_000, 5_000};
    private static final int[] DELAYS = {0, 1, 5};
    private static final double AIM = 2;
    private static final String LINE = "%5s %5s  %-30s %11s %9s %9s %9s %8s %6s%n";
    /// Both kinds of processor have it print what costs time: each drop, each export that was turned away.
    private static final Logger LOG = Logger.getLogger("io.opentelemetry");

    private final Duration time;
    private final int threads;
    private final ReadableSpan span = Processors.endedSpan();
    private final List<Map<Candidate, Result>> cases = new ArrayList<>();

    private DeliveryProgram(Duration time, int threads) {
        this.time = time;
        this.threads = threads;
    }

    /// @param args milliseconds of each measurement, and threads
    /// @throws IllegalStateException when ended spans are not those that were delivered and those that were dropped
    public static void main(String[] args) throws IOException, InterruptedException {
        LOG.setLevel(Level.OFF);
        new DeliveryProgram(Duration.ofMillis(Long.parseLong(args[0])), Integer.parseInt(args[1])).run();
    }

    private void run() throws IOException, InterruptedException {
        try (Backend backend = new Backend()) {
            for (Candidate candidate : Candidate.values()) {
                Case warmUp = new Case(threads, SPANS[0], Duration.ZERO, time.multipliedBy(2));
                Result _ = Delivery.measure(candidate, warmUp, span, backend);
            }
            System.out.printf(
                    LINE,
                    "delay",
                    "spans",
                    "processor",
                    "delivered/s",
                    "ended",
                    "delivered",
                    "dropped",
                    "per send",
                    "B/span");
            for (int delay : DELAYS) {
                for (int spans : SPANS) {
                    measure(new Case(threads, spans, Duration.ofMillis(delay), time), backend);
                }
            }
        }
        printFootprint();
        printRatios();
        printAccounts();
    }

    private void measure(Case load, Backend backend) throws IOException, InterruptedException {
        Map<Candidate, Result> results = new EnumMap<>(Candidate.class);
        for (Candidate candidate : Candidate.values()) {
            Result result = Delivery.measure(candidate, load, span, backend);
            results.put(candidate, result);
            print(load, candidate, result);
        }
        cases.add(results);
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
                result.dropped(),
                String.format(Locale.ROOT, "%.0f", result.deliveredPerExport()),
                String.format(Locale.ROOT, "%.0f", result.allocatedPerDelivered()));
    }

    private static void printFootprint() {
        System.out.printf("%nA backend that hangs, and 20,000 spans of ten attributes:%n");
        for (Candidate candidate : Candidate.thatDrop()) {
            Held _ = Footprint.of(candidate); // loads the classes
            Held now = Footprint.of(candidate);
            System.out.printf(
                    Locale.ROOT,
                    "  %-31s holds %5d spans, %6d KiB, %5d B/span%n",
                    candidate.label(),
                    now.spans(),
                    now.bytes() / 1024,
                    now.bytes() / Math.max(1, now.spans()));
        }
    }

    private void printRatios() {
        for (Candidate peer : Candidate.theirs()) {
            System.out.printf("%nDelivered/s to that of %s:%n", peer.label());
            for (Candidate candidate : Candidate.ours()) {
                List<Double> ratios = cases.stream()
                        .map(results -> of(results, candidate).deliveredPerSecond()
                                / of(results, peer).deliveredPerSecond())
                        .sorted()
                        .toList();
                System.out.printf(
                        Locale.ROOT,
                        "  %-31s %.2f to %.2f; at least %.0f in %d of %d cases%n",
                        candidate.label(),
                        ratios.getFirst(),
                        ratios.getLast(),
                        AIM,
                        ratios.stream().filter(ratio -> ratio >= AIM).count(),
                        ratios.size());
            }
        }
    }

    private void printAccounts() {
        System.out.printf("%nIn all cases:%n");
        long unaccounted = 0;
        for (Candidate candidate : Candidate.values()) {
            List<Result> results =
                    cases.stream().map(each -> of(each, candidate)).toList();
            System.out.printf(
                    Locale.ROOT,
                    "  %-31s ended %d = delivered %d + dropped %d + unaccounted for %d%n",
                    candidate.label(),
                    results.stream().mapToLong(Result::ended).sum(),
                    results.stream().mapToLong(Result::delivered).sum(),
                    results.stream().mapToLong(Result::dropped).sum(),
                    results.stream().mapToLong(Result::unaccounted).sum());
            unaccounted += results.stream()
                    .mapToLong(result -> Math.abs(result.unaccounted()))
                    .sum();
        }
        if (unaccounted != 0) {
            throw new IllegalStateException("spans that are unaccounted for, or counted twice: " + unaccounted);
        }
    }

    private static Result of(Map<Candidate, Result> results, Candidate candidate) {
        return Objects.requireNonNull(results.get(candidate), candidate::label);
    }
}
