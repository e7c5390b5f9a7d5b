package happensbefore.workbook.stress;

import happensbefore.stress.driver.JcstressConfig;
import happensbefore.stress.driver.StressOutcome;
import happensbefore.stress.driver.StressResult;
import happensbefore.stress.driver.StressVerdict;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.HTMLReportPrinter;
import org.openjdk.jcstress.infra.runners.TestConfig;
import org.openjdk.jcstress.util.Environment;

/// jcstress's own HTML report, made from our forks' results.
///
/// jcstress would show a test without samples as passed and one that does not link as skipped: both are handed to it as
/// errors, so that its page never says better than we do.
final class StressHtml {
    private StressHtml() {}

    /// @return the page to open
    static Path write(StressTally tally, Path directory) throws IOException {
        Files.createDirectories(directory);
        InProcessCollector collector = new InProcessCollector();
        for (StressTally.Total total : tally.totals()) {
            for (StressTally.Fork fork : total.forks()) {
                collector.add(result(fork));
            }
        }
        Options destination = new Options(new String[0]) {
            @Override
            public String getResultDest() {
                return directory.toString();
            }
        };
        try (PrintStream unused = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new HTMLReportPrinter(destination, collector, unused).work();
        }
        return directory.resolve("index.html");
    }

    private static TestResult result(StressTally.Fork fork) {
        StressResult result = fork.result();
        TestConfig config = JcstressConfig.of(
                result.test(),
                result.spent(),
                fork.mode().compileMode(),
                fork.mode().flags());
        TestResult converted = new TestResult(status(result.verdict()));
        converted.setConfig(config);
        converted.setEnv(new Environment());
        for (StressOutcome outcome : result.outcomes()) {
            if (outcome.count() > 0) {
                converted.addState(outcome.id(), outcome.count());
            }
        }
        result.messages().forEach(converted::addMessage);
        return converted;
    }

    private static Status status(StressVerdict verdict) {
        return switch (verdict) {
            case PASSED, FORBIDDEN -> Status.NORMAL;
            case HUNG -> Status.TIMEOUT_ERROR;
            case ERROR, API_MISMATCH, NO_SAMPLES, NOT_RUN -> Status.TEST_ERROR;
        };
    }
}
