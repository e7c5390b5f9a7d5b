package happensbefore.stress.driver;

import java.util.List;

/// The results of a run, one for each test that was asked for, in that order.
public record StressReport(List<StressResult> results) {
    public StressReport {
        results = List.copyOf(results);
    }

    /// True only when there was something to run and all of it passed.
    public boolean passed() {
        return !results.isEmpty() && results.stream().allMatch(StressResult::passed);
    }

    public List<StressResult> failures() {
        return results.stream().filter(result -> !result.passed()).toList();
    }

    public long samples() {
        return results.stream().mapToLong(StressResult::samples).sum();
    }
}
