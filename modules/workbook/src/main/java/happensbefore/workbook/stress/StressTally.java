package happensbefore.workbook.stress;

import happensbefore.stress.driver.StressOutcome;
import happensbefore.stress.driver.StressResult;
import happensbefore.stress.driver.StressVerdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that was seen of each test, over its forks. Not thread-safe.
final class StressTally {
    private final Map<String, List<Fork>> forks = new LinkedHashMap<>();

    StressTally(List<String> tests) {
        tests.forEach(test -> forks.put(test, new ArrayList<>()));
    }

    /// One fork's result and the mode it ran in.
    record Fork(JvmMode mode, StressResult result) {}

    /// A test over all its forks.
    ///
    /// @param verdict the worst of its forks'; `NOT_RUN` when there was none
    /// @param outcomes with the counts of all forks added up
    record Total(String test, StressVerdict verdict, List<StressOutcome> outcomes, long samples, List<Fork> forks) {
        boolean passed() {
            return verdict == StressVerdict.PASSED;
        }

        List<StressOutcome> violations() {
            return outcomes.stream().filter(StressOutcome::isViolation).toList();
        }

        /// The first fork that did not pass.
        Optional<Fork> firstFailure() {
            return forks.stream().filter(fork -> !fork.result().passed()).findFirst();
        }
    }

    void add(JvmMode mode, StressResult result) {
        forks.computeIfAbsent(result.test(), test -> new ArrayList<>()).add(new Fork(mode, result));
    }

    boolean hasFailed(String test) {
        return forks.getOrDefault(test, List.of()).stream()
                .anyMatch(fork -> !fork.result().passed());
    }

    long samples() {
        return totals().stream().mapToLong(Total::samples).sum();
    }

    /// True only when every test ran and all of its forks passed.
    boolean passed() {
        return !forks.isEmpty() && totals().stream().allMatch(Total::passed);
    }

    List<Total> totals() {
        return forks.entrySet().stream()
                .map(entry -> total(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static Total total(String test, List<Fork> forks) {
        StressVerdict verdict = forks.stream()
                .map(fork -> fork.result().verdict())
                .filter(one -> one != StressVerdict.PASSED)
                .findFirst()
                .orElse(forks.isEmpty() ? StressVerdict.NOT_RUN : StressVerdict.PASSED);
        Map<String, StressOutcome> outcomes = new LinkedHashMap<>();
        for (Fork fork : forks) {
            fork.result().outcomes().forEach(seen -> outcomes.merge(seen.id(), seen, StressTally::added));
        }
        long samples = forks.stream().mapToLong(fork -> fork.result().samples()).sum();
        List<StressOutcome> sorted = outcomes.values().stream()
                .sorted(Comparator.comparing(StressOutcome::id))
                .toList();
        return new Total(test, verdict, sorted, samples, List.copyOf(forks));
    }

    private static StressOutcome added(StressOutcome one, StressOutcome other) {
        return new StressOutcome(one.id(), one.expect(), one.description(), one.count() + other.count());
    }
}
