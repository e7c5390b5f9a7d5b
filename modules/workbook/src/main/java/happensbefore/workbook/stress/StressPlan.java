package happensbefore.workbook.stress;

import happensbefore.stress.driver.StressSuite;
import happensbefore.workbook.cli.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Which forks to run, in order: every test once in the first mode, then every test in the second, and so on for as
/// many
/// rounds as the budget pays for.
///
/// @param seed of all the seeds below it: the same plan comes from the same tests, budget and seed
record StressPlan(List<String> tests, Duration budget, long seed, int rounds, List<Step> steps) {
    /// What a fork needs at least to start its JVM, check the test and take samples.
    static final Duration LEAST = Duration.ofMillis(1200);
    /// What a fork gets when the budget allows more than one round; more rounds are worth more than longer forks.
    static final Duration WANTED = Duration.ofMillis(2500);

    StressPlan {
        steps = List.copyOf(steps);
    }

    record Step(String test, JvmMode mode) {}

    /// @throws UserError when the budget is too small to run each test once
    static StressPlan of(List<String> tests, Duration budget, long seed) {
        Duration least = LEAST.multipliedBy(tests.size());
        if (budget.compareTo(least) < 0) {
            throw new UserError(
                    "%d tests need at least %d s to run once each; --time gives them %d s."
                            .formatted(tests.size(), ceilSeconds(least), budget.toSeconds()),
                    "Give more time, or name a topic or a class.");
        }
        int rounds = (int) Math.max(
                1, budget.toMillis() / WANTED.multipliedBy(tests.size()).toMillis());
        Random random = new Random(seed);
        List<Step> steps = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (String test : tests) {
                JvmMode mode = JvmMode.of(round, StressSuite.actors(test), StressSuite.isTermination(test), random);
                steps.add(new Step(test, mode));
            }
        }
        return new StressPlan(List.copyOf(tests), budget, seed, rounds, steps);
    }

    Duration share() {
        return budget.dividedBy(steps.size());
    }

    private static long ceilSeconds(Duration duration) {
        return duration.plusMillis(999).toSeconds();
    }
}
