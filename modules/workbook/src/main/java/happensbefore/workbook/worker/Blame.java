package happensbefore.workbook.worker;

import happensbefore.testkit.InterleavingFailure;
import happensbefore.testkit.StuckThreads;
import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.FindingKind;
import happensbefore.workbook.ladder.Interleaving;
import happensbefore.workbook.ladder.Rung;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jspecify.annotations.Nullable;

/// Turns what a test threw into a finding.
final class Blame {
    private static final int LONGEST = 8_000;

    private Blame() {}

    static Finding of(Throwable thrown, @Nullable String test, Request request, Rung rung) {
        List<Throwable> chain = chain(thrown);
        for (Throwable each : chain) {
            if (each instanceof InterleavingFailure found) {
                return interleaving(found, test, request);
            }
            if (each instanceof LincheckAssertionError found) {
                return interleaving(InterleavingFailure.of(found), test, request);
            }
        }
        for (Throwable each : chain) {
            FindingKind kind = fatal(each);
            if (kind != null) {
                return finding(kind, headline(kind, each), each, test, request);
            }
        }
        for (Throwable each : chain) {
            if (each instanceof LinkageError
                    && String.valueOf(each.getMessage()).contains("exercises")) {
                return finding(FindingKind.WRONG_SHAPE, shape(each), each, test, request);
            }
            if (each instanceof StuckThreads stuck) {
                return stuck(stuck, test, request);
            }
            if (each instanceof TimeoutException) {
                return finding(FindingKind.TIME_LIMIT, firstLine(each), each, test, request);
            }
        }
        if (isFaultOfTheCheck(thrown)) {
            return finding(FindingKind.CHECK_FAILED, "The check itself failed: " + thrown, thrown, test, request);
        }
        FindingKind kind = rung == Rung.TELEMETRY ? FindingKind.TELEMETRY_WRONG : FindingKind.TEST_FAILED;
        return finding(kind, firstLine(thrown), thrown, test, request);
    }

    private static Finding interleaving(InterleavingFailure found, @Nullable String test, Request request) {
        Interleaving lanes = Lanes.of(found.schedule(), request);
        List<Finding.Place> places = lanes.steps().stream()
                .filter(step -> step.file() != null && step.switchAfter())
                .map(step -> new Finding.Place(
                        String.valueOf(step.file()), step.line(), 0, "another thread runs after " + step.text()))
                .distinct()
                .toList();
        String outcome = found.schedule().outcome();
        String headline =
                outcome.lines().findFirst().orElse("An interleaving breaks it").replaceFirst(":$", "");
        return new Finding(
                FindingKind.INTERLEAVING,
                headline,
                test,
                places,
                List.of(new Finding.Detail("Model checker", cut(String.valueOf(found.getMessage())))),
                lanes);
    }

    private static @Nullable FindingKind fatal(Throwable error) {
        return switch (error) {
            case StackOverflowError _ -> FindingKind.STACK_OVERFLOW;
            case OutOfMemoryError _ -> FindingKind.OUT_OF_MEMORY;
            default -> null;
        };
    }

    private static String headline(FindingKind kind, Throwable error) {
        return kind == FindingKind.STACK_OVERFLOW
                ? "Stack overflow: calls nest without end"
                : "Out of memory: " + error.getMessage();
    }

    private static String shape(Throwable error) {
        return "The tests need something that is not there: " + error.getMessage();
    }

    private static Finding stuck(StuckThreads stuck, @Nullable String test, Request request) {
        List<Finding.Place> places = stuck.threads().stream()
                .flatMap(thread -> Stacks.places(
                        thread.getStackTrace(),
                        request.readerFiles(),
                        "thread \"" + thread.getName() + "\" is here, " + thread.getState())
                        .stream())
                .toList();
        return new Finding(
                FindingKind.TIME_LIMIT,
                firstLine(stuck),
                test,
                places,
                List.of(new Finding.Detail("Thread dump", cut(String.valueOf(stuck.getMessage())))),
                null);
    }

    /// The test kit refusing a scenario, or the model checker breaking down.
    private static boolean isFaultOfTheCheck(Throwable thrown) {
        StackTraceElement[] stack = thrown.getStackTrace();
        String from = stack.length == 0 ? "" : stack[0].getClassName();
        return !(thrown instanceof AssertionError)
                && (from.startsWith("happensbefore.testkit.")
                        || from.startsWith("org.jetbrains.")
                        || from.startsWith("happensbefore.workbook."));
    }

    private static Finding finding(
            FindingKind kind, String headline, Throwable error, @Nullable String test, Request request) {
        List<Finding.Place> places = chain(error).stream()
                .flatMap(each -> Stacks.places(each.getStackTrace(), request.readerFiles(), firstLine(each)).stream())
                .distinct()
                .toList();
        StringWriter trace = new StringWriter();
        if (error instanceof StackOverflowError) {
            trace.append(Stacks.text(error.getStackTrace()));
        } else {
            error.printStackTrace(new PrintWriter(trace));
        }
        List<Finding.Detail> details = new ArrayList<>();
        if (error.getMessage() != null && error.getMessage().strip().lines().count() > 1) {
            details.add(new Finding.Detail("Message", cut(error.getMessage().strip())));
        }
        details.add(new Finding.Detail("Stack", cut(trace.toString().strip())));
        return new Finding(kind, headline, test, places, details, null);
    }

    private static String firstLine(Throwable error) {
        String message = error.getMessage();
        if (message == null || message.isBlank()) {
            return error.getClass().getSimpleName();
        }
        String joined = String.join(
                " ", message.strip().lines().map(String::strip).limit(6).toList());
        return error instanceof AssertionError ? joined : error.getClass().getSimpleName() + ": " + joined;
    }

    private static List<Throwable> chain(Throwable thrown) {
        List<Throwable> chain = new ArrayList<>();
        collect(thrown, chain, Collections.newSetFromMap(new IdentityHashMap<>()));
        return chain;
    }

    private static void collect(@Nullable Throwable thrown, List<Throwable> chain, Set<Throwable> seen) {
        if (thrown == null || !seen.add(thrown)) {
            return;
        }
        chain.add(thrown);
        collect(thrown.getCause(), chain, seen);
        for (Throwable suppressed : thrown.getSuppressed()) {
            collect(suppressed, chain, seen);
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST) + "\n... " + (text.length() - LONGEST) + " characters left out";
    }
}
