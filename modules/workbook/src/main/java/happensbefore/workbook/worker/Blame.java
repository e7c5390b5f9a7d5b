package happensbefore.workbook.worker;

import happensbefore.testkit.InterleavingFailure;
import happensbefore.testkit.StuckThreads;
import happensbefore.workbook.ladder.Detail;
import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.FindingKind;
import happensbefore.workbook.ladder.Interleaving;
import happensbefore.workbook.ladder.Rung;
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
        }
        if (thrown instanceof TimeoutException) { // as a cause it is a wait of the test's own, Awaitility's for one
            return finding(FindingKind.TIME_LIMIT, Message.of(thrown).headline(), thrown, test, request);
        }
        if (isFaultOfTheCheck(thrown)) {
            return ofTheCheck(thrown, test, request);
        }
        FindingKind kind = rung == Rung.TELEMETRY ? FindingKind.TELEMETRY_WRONG : FindingKind.TEST_FAILED;
        return finding(kind, Message.of(thrown).headline(), thrown, test, request);
    }

    /// What the workbook's own code threw.
    static Finding ofTheCheck(Throwable thrown, @Nullable String test, Request request) {
        return finding(FindingKind.CHECK_FAILED, "The check itself failed: " + thrown, thrown, test, request);
    }

    /// What is wrong, in one line.
    static String headline(Throwable thrown) {
        for (Throwable each : chain(thrown)) {
            if (each instanceof InterleavingFailure found) {
                return headline(found);
            }
        }
        return Message.of(thrown).headline();
    }

    private static String headline(InterleavingFailure found) {
        return found.schedule()
                .outcome()
                .lines()
                .findFirst()
                .orElse("An interleaving breaks it")
                .replaceFirst(":$", "");
    }

    private static Finding interleaving(InterleavingFailure found, @Nullable String test, Request request) {
        Interleaving lanes = Lanes.of(found.schedule(), request);
        return new Finding(
                FindingKind.INTERLEAVING,
                headline(found),
                test,
                SwitchText.places(lanes),
                List.of(new Detail.Drawing("What the model checker said", cut(report(found)))),
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
        List<Finding.Place> places = new ArrayList<>();
        List<Detail.Stack> dump = new ArrayList<>();
        for (StuckThreads.Stuck thread : stuck.threads()) {
            StackTraceElement[] stack = thread.stack().toArray(StackTraceElement[]::new);
            String name = '"' + thread.name() + '"';
            places.addAll(
                    Stacks.places(stack, request.readerFiles(), "thread " + name + " is here, " + thread.state()));
            dump.add(Stacks.of(name + " " + thread.state(), stack, request.readerFiles()));
        }
        String headline = String.valueOf(stuck.getMessage())
                .lines()
                .findFirst()
                .orElse("")
                .replaceFirst(":$", "");
        return new Finding(
                FindingKind.TIME_LIMIT, headline, test, places, List.of(Stacks.detail("Thread dump", dump)), null);
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
                .flatMap(each ->
                        Stacks.places(
                                each.getStackTrace(),
                                request.readerFiles(),
                                Message.of(each).headline())
                                .stream())
                .distinct()
                .toList();
        Message message = Message.of(error);
        List<Detail> details = new ArrayList<>();
        if (!message.isWhole()) {
            details.add(new Detail.Printed("Message", cut(message.text())));
        }
        details.add(stacks(error, request));
        return new Finding(kind, headline, test, places, details, null);
    }

    /// The error's stack, then those of its causes and of what was suppressed.
    private static Detail stacks(Throwable error, Request request) {
        List<Detail.Stack> stacks = new ArrayList<>();
        for (Throwable each : chain(error)) {
            String heading = stacks.isEmpty()
                    ? each.getClass().getSimpleName()
                    : Message.of(each).headline();
            stacks.add(Stacks.of(heading, each.getStackTrace(), request.readerFiles()));
        }
        return new Detail.Stacks("Stack", stacks);
    }

    /// Without the outcome, which stands above it already.
    private static String report(InterleavingFailure found) {
        String message = String.valueOf(found.getMessage());
        String outcome = found.schedule().outcome();
        return (message.startsWith(outcome) ? message.substring(outcome.length()) : message).strip();
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
