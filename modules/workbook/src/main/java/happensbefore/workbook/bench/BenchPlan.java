package happensbefore.workbook.bench;

import happensbefore.benchmarks.Comparison;
import happensbefore.workbook.cli.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What to measure, and for how long.
record BenchPlan(List<Step> steps, Settings settings) {
    private static final Duration QUICK = Duration.ofSeconds(60);
    private static final Duration FORK_START = Duration.ofMillis(300);

    /// Forks differ more than the iterations of one, so many short ones say more in the same time than few long ones.
    private static final Settings FULL = new Settings(false, 8, 4, 2, Duration.ofMillis(250));

    private static final Duration LONGEST = Duration.ofMinutes(16); // with fewer forks where there are many benchmarks
    private static final int FEWEST_FORKS = 5; // of which an interval can be made

    BenchPlan {
        steps = List.copyOf(steps);
    }

    /// One JMH run: all implementations of a class at one number of threads.
    record Step(Comparison comparison, int threads) {
        int benchmarks() {
            return comparison.implementations().size() * comparison.benchmarks();
        }
    }

    record Settings(boolean quick, int forks, int warmups, int iterations, Duration each) {
        String inWords() {
            return String.format(
                    Locale.ROOT,
                    "%d %s, each %d warm-up and %d measured iterations of %d ms",
                    forks,
                    forks == 1 ? "fork" : "forks",
                    warmups,
                    iterations,
                    each.toMillis());
        }

        Settings withForks(int number) {
            return new Settings(quick, number, warmups, iterations, each);
        }

        Duration ofOneBenchmark() {
            return FORK_START.plus(each.multipliedBy(warmups + iterations)).multipliedBy(forks);
        }
    }

    /// @param wantedThreads empty for what each benchmark declares
    /// @throws UserError when no benchmark can run with the wanted threads
    static BenchPlan of(List<Comparison> comparisons, Set<Integer> wantedThreads, boolean quick) {
        List<Step> steps = new ArrayList<>();
        for (Comparison comparison : comparisons) {
            threads(comparison, wantedThreads).forEach(threads -> steps.add(new Step(comparison, threads)));
        }
        if (steps.isEmpty()) {
            throw new UserError(
                    "None of these benchmarks can run with " + wantedThreads + " threads.",
                    "Leave --threads out: each benchmark then runs with the threads it is made for.");
        }
        return new BenchPlan(steps, quick ? quick(steps) : full(steps));
    }

    /// A benchmark that fixes its threads is kept or left out; one that scales takes what is wanted.
    private static List<Integer> threads(Comparison comparison, Set<Integer> wanted) {
        boolean scales = comparison.fixedThreads() == 0 && comparison.compare().threads().length > 0;
        if (wanted.isEmpty()) {
            return comparison.threads();
        }
        return scales
                ? wanted.stream().sorted().toList()
                : comparison.threads().stream().filter(wanted::contains).toList();
    }

    private static Settings full(List<Step> steps) {
        long all = LONGEST.dividedBy(FULL.withForks(1).ofOneBenchmark().multipliedBy(benchmarks(steps)));
        return FULL.withForks((int) Math.clamp(all, FEWEST_FORKS, FULL.forks()));
    }

    private static Settings quick(List<Step> steps) {
        int benchmarks = benchmarks(steps);
        int warmups = 1;
        int iterations = 5;
        long each = (QUICK.toMillis() / benchmarks - FORK_START.toMillis()) / (warmups + iterations);
        return new Settings(true, 1, warmups, iterations, Duration.ofMillis(Math.clamp(each, 100, 1000)));
    }

    int benchmarks() {
        return benchmarks(steps);
    }

    private static int benchmarks(List<Step> steps) {
        return steps.stream().mapToInt(Step::benchmarks).sum();
    }

    /// Each takes about as long as any other.
    int forks() {
        return benchmarks() * settings.forks();
    }

    Duration estimate() {
        return settings.ofOneBenchmark().multipliedBy(benchmarks());
    }
}
