package happensbefore.workbook.worker;

import happensbefore.workbook.ladder.Detail;
import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.FindingKind;
import happensbefore.workbook.ladder.Rung;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/// A rung of JUnit tests: those of the exercise's package that carry the rung's tag.
final class TestRung {
    private static final String[] TAGS = {"interleave", "telemetry"};

    private final Request request;
    private final Rung rung;

    TestRung(Request request, Rung rung) {
        this.request = request;
        this.rung = rung;
    }

    ClimbRun.Outcome run() {
        Launcher launcher = LauncherFactory.create();
        Results results = new Results();
        launcher.execute(discovery(), results);
        if (!results.failures.isEmpty()) {
            return new ClimbRun.Outcome("", finding(results.failures));
        }
        if (results.passed == 0) {
            return new ClimbRun.Outcome(
                    "",
                    Finding.of(
                            FindingKind.CHECK_FAILED,
                            "No test of " + request.packageName() + " ran on the rung " + rung.label()
                                    + ": that is no pass"));
        }
        return new ClimbRun.Outcome(results.passed == 1 ? "1 test" : results.passed + " tests", null);
    }

    private LauncherDiscoveryRequest discovery() {
        String tag = rung.name().toLowerCase(Locale.ROOT);
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectPackage(request.packageName()))
                .filters(rung == Rung.BEHAVE ? TagFilter.excludeTags(TAGS) : TagFilter.includeTags(tag))
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                .build();
    }

    /// The gravest failure, and of equals the first: which other tests fail beside it may depend on a race.
    private Finding finding(List<Failure> failures) {
        List<Told> told = failures.stream()
                .map(failure -> new Told(failure, Blame.of(failure.error(), failure.test(), request, rung)))
                .sorted(Comparator.comparingInt(each -> rank(each.finding().kind())))
                .toList();
        Finding gravest = told.getFirst().finding();
        if (told.size() == 1) {
            return gravest;
        }
        return gravest.with(new Detail.Sentences(
                "Failed as well", others(told.stream().map(Told::failure).toList())));
    }

    /// Low for what makes the rest follow, or ends what the rest would have shown.
    private static int rank(FindingKind kind) {
        return switch (kind) {
            case WRONG_SHAPE -> 0;
            case OUT_OF_MEMORY -> 1;
            case STACK_OVERFLOW -> 2;
            case INTERLEAVING -> 3;
            case TIME_LIMIT -> 4;
            case CHECK_FAILED -> 6;
            default -> 5;
        };
    }

    /// The failures after the first, those that say the same together.
    private static List<String> others(List<Failure> failures) {
        Map<String, List<String>> tests = new LinkedHashMap<>();
        for (Failure failure : failures.subList(1, failures.size())) {
            tests.computeIfAbsent(Blame.headline(failure.error()), _ -> new ArrayList<>())
                    .add(failure.test());
        }
        String first = Blame.headline(failures.getFirst().error());
        List<String> sentences = new ArrayList<>();
        tests.forEach((headline, names) ->
                sentences.add(String.join(", ", names) + ": " + (headline.equals(first) ? "the same" : headline)));
        return sentences;
    }

    private record Told(Failure failure, Finding finding) {}

    private record Failure(String test, Throwable error) {}

    private static final class Results implements TestExecutionListener {
        private final List<Failure> failures = new ArrayList<>();
        private int passed;

        @Override
        public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                Throwable error = result.getThrowable().orElseGet(() -> new AssertionError("failed without a reason"));
                failures.add(new Failure(name(test), error));
            } else if (test.isTest() && result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
                passed++;
            }
        }

        private static String name(TestIdentifier test) {
            return test.getSource()
                    .filter(MethodSource.class::isInstance)
                    .map(MethodSource.class::cast)
                    .map(method -> simple(method.getClassName()) + "." + method.getMethodName())
                    .orElse(test.getDisplayName());
        }

        private static String simple(String className) {
            return className.substring(className.lastIndexOf('.') + 1).replace('$', '.');
        }
    }
}
