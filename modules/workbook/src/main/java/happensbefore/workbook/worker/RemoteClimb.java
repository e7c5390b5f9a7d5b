package happensbefore.workbook.worker;

import happensbefore.workbook.ladder.Detail;
import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.FindingKind;
import happensbefore.workbook.ladder.Ladder.Listener;
import happensbefore.workbook.ladder.Rung;
import happensbefore.workbook.ladder.RungResult;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One request to one worker, seen from the runner: whatever the worker does, every rung gets a result or the rest is
/// told as not run.
public final class RemoteClimb {
    /// Beyond a rung's budget, for a worker that is too busy to keep its own limit.
    private static final Duration GRACE = Duration.ofSeconds(4);
    /// For what a rung needs and the worker lacks; no rung's time runs.
    private static final Duration LOADING = Duration.ofSeconds(60);
    private static final int HALTED_BY_SIGNAL = 128;

    private final WorkerProcess worker;
    private final Request request;
    private final Listener listener;
    private final List<RungResult> results = new ArrayList<>();
    private Request.@Nullable Step running;
    private long startedNanos;
    private boolean loading;

    public RemoteClimb(WorkerProcess worker, Request request, Listener listener) {
        this.worker = worker;
        this.request = request;
        this.listener = listener;
    }

    /// @return whether the worker may serve another exercise
    public boolean run(Map<String, byte[]> classes) throws IOException, InterruptedException {
        worker.output().clear();
        worker.load(classes);
        worker.send(request);
        while (true) {
            WorkerProcess.Event event = worker.next(patience());
            if (event == null) {
                unresponsive();
                return false;
            }
            switch (event.reply()) {
                case null -> {
                    died();
                    return false;
                }
                case Reply.Ready _ -> {}
                case Reply.Loading _ -> loading = true;
                case Reply.Started started -> begin(started.rung());
                case Reply.Ended ended -> end(ended);
                case Reply.Finished finished -> {
                    if (isShort()) {
                        fail(Finding.of(FindingKind.CHECK_FAILED, "The climb ended without a word on this rung"));
                        return false;
                    }
                    return finished.clean();
                }
            }
        }
    }

    /// Neither a result for each rung, nor a failure that explains it.
    private boolean isShort() {
        return results.size() < request.rungs().size()
                && results.stream().noneMatch(RungResult.Failed.class::isInstance);
    }

    /// In the order of the request; shorter than it when a rung failed.
    public List<RungResult> results() {
        return List.copyOf(results);
    }

    private void begin(Rung rung) {
        loading = false;
        running = step(rung);
        startedNanos = System.nanoTime();
        listener.started(rung);
    }

    private void end(Reply.Ended ended) throws InterruptedException {
        running = null;
        Duration spent = Duration.ofMillis(ended.spentMillis());
        Duration budget = Duration.ofMillis(step(ended.rung()).budgetMillis());
        if (ended.finding() == null) {
            add(new RungResult.Passed(ended.rung(), spent, budget, ended.note()));
        } else {
            if (ended.finding().kind() == FindingKind.SYSTEM_EXIT
                    || ended.finding().kind() == FindingKind.TIME_LIMIT) {
                worker.output().join(200);
            }
            add(new RungResult.Failed(ended.rung(), spent, budget, withOutput(ended.finding())));
        }
    }

    private void unresponsive() {
        fail(Finding.of(
                saysOutOfMemory() ? FindingKind.OUT_OF_MEMORY : FindingKind.TIME_LIMIT,
                "The JVM gave no sign beyond the time limit, and was ended from outside"));
    }

    private void died() throws InterruptedException {
        int code = worker.exitCode();
        worker.output().join(1_000);
        String crash = worker.crashReport();
        if (!crash.isEmpty()) {
            fail(Finding.of(FindingKind.JVM_DIED, "The JVM crashed" + crashCause(crash))
                    .with(new Detail.Printed("The JVM's report", crash)));
        } else if (saysOutOfMemory()) {
            fail(Finding.of(FindingKind.OUT_OF_MEMORY, "Out of memory: the JVM ended with exit code " + code));
        } else if (code == WorkerMain.BROKEN) {
            fail(Finding.of(
                    FindingKind.CHECK_FAILED, "The check itself failed: the worker JVM ended, as it says below"));
        } else if (code > HALTED_BY_SIGNAL) {
            fail(Finding.of(
                    FindingKind.JVM_DIED,
                    "The JVM crashed or was killed: exit code " + code + " is signal " + (code - HALTED_BY_SIGNAL)));
        } else {
            fail(Finding.of(
                    FindingKind.JVM_DIED,
                    "The JVM ended with exit code " + code + " in the middle of the tests, as Runtime.halt does"));
        }
    }

    /// `#  SIGSEGV (0xb) at pc=…` or `#  Internal Error (javaClasses.cpp:2212), pid=…`
    private static String crashCause(String report) {
        return report.lines()
                .map(line -> line.replaceFirst("^#\\s*", ""))
                .filter(line -> line.startsWith("SIG") || line.startsWith("Internal Error"))
                .findFirst()
                .map(line -> ": " + line.replaceFirst("(, pid=| at pc=).*", ""))
                .orElse("");
    }

    private void fail(Finding finding) {
        Request.Step at = running == null
                ? request.rungs().get(Math.min(results.size(), request.rungs().size() - 1))
                : running;
        Duration spent = running == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - startedNanos);
        add(new RungResult.Failed(at.rung(), spent, Duration.ofMillis(at.budgetMillis()), withOutput(finding)));
    }

    private void add(RungResult result) {
        results.add(result);
        listener.ended(result);
    }

    private boolean saysOutOfMemory() {
        return worker.output().text().contains("java.lang.OutOfMemoryError");
    }

    private Finding withOutput(Finding finding) {
        String said = worker.output().text();
        if (said.isBlank()) {
            return finding;
        }
        return finding.with(new Detail.Printed("Output", said));
    }

    private Duration patience() {
        Request.Step step = running;
        if (step == null) {
            return loading ? LOADING : GRACE;
        }
        long spent = System.nanoTime() - startedNanos;
        return Duration.ofMillis(step.budgetMillis()).plus(GRACE).minusNanos(spent);
    }

    private Request.Step step(Rung rung) {
        return request.rungs().stream()
                .filter(step -> step.rung() == rung)
                .findFirst()
                .orElseThrow();
    }
}
