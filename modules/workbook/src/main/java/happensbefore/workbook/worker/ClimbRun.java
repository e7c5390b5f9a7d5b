package happensbefore.workbook.worker;

import happensbefore.testkit.LiveThreads;
import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.FindingKind;
import happensbefore.workbook.ladder.Rung;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Runs the rungs of one request in order, until one fails.
final class ClimbRun implements Runnable {
    static final String THREAD = "workbook-tests";
    private static final Set<Rung> JUNIT = Set.of(Rung.BEHAVE, Rung.INTERLEAVE, Rung.TELEMETRY);

    /// A rung's result: a note when it passed, or what is wrong.
    record Outcome(String note, @Nullable Finding finding) {}

    private final Request request;
    private final Guard guard;
    private final ConcurrentLinkedQueue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
    private byte @Nullable [] unusedReserve = new byte[4 << 20]; // so that there is room to report a full heap
    private volatile boolean clean;

    ClimbRun(Request request, Guard guard) {
        this.request = request;
        this.guard = guard;
    }

    /// Whether every rung passed or failed by assertion only, leaving nothing behind. Read after the thread's end.
    boolean clean() {
        return clean;
    }

    @Override
    public void run() {
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> uncaught.add(error));
        try {
            boolean tidy = true;
            for (Request.Step step : request.rungs()) {
                loadFor(step.rung());
                guard.started(step);
                Outcome outcome = attempt(step);
                guard.ended(step.rung(), outcome.note(), outcome.finding());
                if (outcome.finding() != null) {
                    tidy = outcome.finding().kind() != FindingKind.THREADS_LEFT && !threadsRemain();
                    break;
                }
            }
            clean = tidy && uncaught.isEmpty();
        } catch (IOException e) {
            Runtime.getRuntime().halt(0); // the runner is gone
        } catch (RuntimeException | Error e) {
            guard.broken(e);
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(null);
        }
    }

    private void loadFor(Rung rung) throws IOException {
        if (WarmUp.lacks(rung)) {
            guard.loading();
            try {
                WarmUp.loadTheModelChecker();
            } catch (RuntimeException | Error e) {
                // The rung meets the same fault, and tells it.
            }
        }
    }

    private Outcome attempt(Request.Step step) {
        try {
            ThreadCensus census = new ThreadCensus();
            Outcome outcome = JUNIT.contains(step.rung())
                    ? new TestRung(request, step.rung()).run()
                    : new StressRung(request, step).run();
            Finding fatal = fatalUncaught();
            if (fatal != null) {
                return new Outcome("", fatal);
            }
            if (outcome.finding() == null && JUNIT.contains(step.rung())) {
                return new Outcome(outcome.note(), census.left(request.readerFiles()));
            }
            return outcome;
        } catch (Throwable e) {
            unusedReserve = null;
            return new Outcome("", Blame.of(e, null, request, step.rung()));
        }
    }

    private @Nullable Finding fatalUncaught() {
        for (Throwable error : uncaught) {
            if (error instanceof OutOfMemoryError || error instanceof StackOverflowError) {
                unusedReserve = null;
                return Blame.of(error, null, request, Rung.BEHAVE);
            }
        }
        return null;
    }

    /// A failed test may have left its threads behind; then no other exercise may run here.
    private static boolean threadsRemain() {
        return !LiveThreads.virtual().isEmpty()
                || Thread.getAllStackTraces().keySet().stream()
                        .anyMatch(thread ->
                                thread.isAlive() && thread != Thread.currentThread() && !SharedThreads.contain(thread));
    }
}
