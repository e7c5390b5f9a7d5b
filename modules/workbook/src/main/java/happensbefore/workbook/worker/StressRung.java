package happensbefore.workbook.worker;

import happensbefore.stress.driver.StressDriver;
import happensbefore.stress.driver.StressOutcome;
import happensbefore.stress.driver.StressReport;
import happensbefore.stress.driver.StressResult;
import happensbefore.stress.driver.StressSuite;
import happensbefore.workbook.ladder.Detail;
import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.FindingKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The memory-model rung: every jcstress test of the exercise's package, for a short while.
final class StressRung {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Request request;
    private final Request.Step step;

    StressRung(Request request, Request.Step step) {
        this.request = request;
        this.step = step;
    }

    ClimbRun.Outcome run() throws InterruptedException {
        List<String> tests = StressSuite.inPackage(request.packageName());
        if (tests.isEmpty()) {
            return new ClimbRun.Outcome(
                    "",
                    Finding.of(
                            FindingKind.CHECK_FAILED,
                            "There is no jcstress test in " + request.packageName() + ": that is no pass"));
        }
        // A hung test is told as such, not as the rung's time limit.
        long longest = Math.max(1, step.budgetMillis() - PATIENCE.toMillis() - 1_000);
        Duration sampling = Duration.ofMillis(Math.min(step.samplingMillis() * tests.size(), longest));
        StressReport report = new StressDriver(PATIENCE, happensbefore.stress.driver.JcstressConfig.unified())
                .run(tests, sampling, StressDriver.Listener.SILENT);
        if (report.passed()) {
            return new ClimbRun.Outcome(
                    "%d %s, %,d samples: no forbidden outcome seen, which is no proof that there is none"
                            .formatted(tests.size(), tests.size() == 1 ? "test" : "tests", report.samples()),
                    null);
        }
        return new ClimbRun.Outcome("", finding(report.failures().getFirst()));
    }

    private Finding finding(StressResult result) {
        String test = result.test().substring(result.test().lastIndexOf('.') + 1);
        List<Detail> details = new ArrayList<>();
        if (!result.outcomes().isEmpty()) {
            details.add(new Detail.Sentences(
                    "Outcomes seen",
                    result.outcomes().stream().map(StressRung::told).toList()));
        }
        if (!result.messages().isEmpty()) {
            details.add(new Detail.Printed("jcstress", String.join("\n", result.messages())));
        }
        return new Finding(kind(result), headline(result), test, List.of(), details, null);
    }

    private static String told(StressOutcome outcome) {
        return "%s: %,d times, %s. %s"
                .formatted(
                        outcome.id(),
                        outcome.count(),
                        outcome.expect().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        outcome.description());
    }

    private static FindingKind kind(StressResult result) {
        return switch (result.verdict()) {
            case FORBIDDEN -> FindingKind.FORBIDDEN_OUTCOME;
            case ERROR -> FindingKind.TEST_FAILED;
            case API_MISMATCH -> FindingKind.WRONG_SHAPE;
            case HUNG -> FindingKind.TIME_LIMIT;
            case PASSED, NO_SAMPLES, NOT_RUN -> FindingKind.CHECK_FAILED;
        };
    }

    private static String headline(StressResult result) {
        return switch (result.verdict()) {
            case FORBIDDEN -> {
                StressOutcome seen = result.violations().getFirst();
                yield "%s (seen %,d times in %,d samples: %s)"
                        .formatted(seen.description(), seen.count(), result.samples(), seen.id());
            }
            case ERROR -> "An actor threw";
            case API_MISMATCH -> "The class lacks what the stress test uses";
            case HUNG -> "The actors never ended";
            case NO_SAMPLES -> "The stress test took no samples: that is no pass";
            case PASSED, NOT_RUN -> "The stress test was not run: that is no pass";
        };
    }
}
