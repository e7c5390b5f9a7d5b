package happensbefore.workbook.stress;

import happensbefore.stress.driver.StressSuite;
import happensbefore.workbook.cli.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/// Which forks to run, in order: every test once as the JVM is, then every test in the second mode, and so on for
/// as many rounds as the budget pays for. A budget too small for two whole rounds pays for a part of the second:
/// which tests, and in which of C2's stress modes, the seed decides. A budget too small for a JVM a test lets all
/// tests share one, for a moment each.
///
/// @param seed of all the seeds below it: the same plan comes from the same tests, budget and seed
record StressPlan(List<String> tests, Duration budget, long seed, List<Step> steps) {
    /// What a fork needs at least to start its JVM, check the test and take samples.
    static final Duration LEAST = Duration.ofMillis(1200);
    /// What a test needs at least in a JVM that it shares.
    static final Duration LEAST_SHARED = Duration.ofMillis(250);
    /// What a fork gets when the budget allows more than one round; more rounds are worth more than longer forks.
    static final Duration WANTED = Duration.ofMillis(2500);

    private static final Duration USUAL = Duration.ofSeconds(60);

    StressPlan {
        steps = List.copyOf(steps);
    }

    /// @param tests more than one only where they share a JVM
    record Step(List<String> tests, JvmMode mode) {
        Step {
            tests = List.copyOf(tests);
        }
    }

    /// What is enough to run each test plain, and for most once more under C2's stress flags.
    static Duration usual(int tests) {
        Duration forAll = WANTED.multipliedBy(tests);
        return forAll.compareTo(USUAL) > 0 ? Duration.ofSeconds(ceilSeconds(forAll)) : USUAL;
    }

    /// @throws UserError when the budget is too small to run each test for a moment
    static StressPlan of(List<String> tests, Duration budget, long seed) {
        if (budget.compareTo(LEAST.multipliedBy(tests.size())) < 0) {
            return shared(tests, budget, seed);
        }
        int rounds =
                (int) (budget.toMillis() / WANTED.multipliedBy(tests.size()).toMillis());
        Random random = new Random(seed);
        List<Step> steps = new ArrayList<>();
        for (int round = 0; round < Math.max(rounds, 1); round++) {
            for (String test : tests) {
                steps.add(step(test, round, random));
            }
        }
        if (rounds < 2) {
            List<String> shuffled = new ArrayList<>(tests);
            Collections.shuffle(shuffled, random);
            long more = Math.min(tests.size(), budget.toMillis() / LEAST.toMillis() - tests.size());
            shuffled.stream().limit(more).forEach(test -> steps.add(step(test, random.nextInt(1, 3), random)));
        }
        return new StressPlan(List.copyOf(tests), budget, seed, steps);
    }

    private static StressPlan shared(List<String> tests, Duration budget, long seed) {
        Duration least = LEAST.plus(LEAST_SHARED.multipliedBy(tests.size() - 1L));
        if (budget.compareTo(least) < 0) {
            throw new UserError(
                    "%s at least %d s to run for a moment each; --time gives %d s."
                            .formatted(
                                    tests.size() == 1 ? "1 test needs" : tests.size() + " tests need",
                                    ceilSeconds(least),
                                    budget.toSeconds()),
                    "Give more time, or name a topic or a class.");
        }
        List<String> shuffled = new ArrayList<>(tests);
        Collections.shuffle(shuffled, new Random(seed));
        return new StressPlan(List.copyOf(tests), budget, seed, List.of(new Step(shuffled, JvmMode.shared())));
    }

    private static Step step(String test, int round, Random random) {
        return new Step(
                List.of(test), JvmMode.of(round, StressSuite.actors(test), StressSuite.isTermination(test), random));
    }

    /// How many tests run in another mode than the plain one, too.
    long stressed() {
        return steps.stream()
                .filter(step -> !step.mode().flags().isEmpty())
                .flatMap(step -> step.tests().stream())
                .distinct()
                .count();
    }

    /// `64 forks: each test once as the JVM is, 18 of 32 once more under C2's stress flags`.
    String forksInWords() {
        if (steps.size() < tests.size()) {
            return "All of them share a JVM as it is; with --time " + ceilSeconds(LEAST.multipliedBy(tests.size()))
                    + " each has its own, with more also C2's stress flags";
        }
        String forks = steps.size() + (steps.size() == 1 ? " fork: " : " forks: ");
        int rounds = steps.size() / tests.size();
        if (stressed() == 0) {
            return forks + "each test as the JVM is only, as the time allows no more";
        }
        if (stressed() < tests.size()) {
            return forks + "each test once as the JVM is, " + stressed() + " of " + tests.size()
                    + " once more under C2's stress flags; more --time reaches the others";
        }
        return forks + "each test once as the JVM is, then " + (rounds == 2 ? "once" : (rounds - 1) + " times")
                + " under C2's stress flags";
    }

    /// What a fork gets, or a test in a JVM that it shares.
    Duration share() {
        return budget.dividedBy(Math.max(steps.size(), tests.size()));
    }

    private static long ceilSeconds(Duration duration) {
        return duration.plusMillis(999).toSeconds();
    }
}
