package happensbefore.workbook.worker;

import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.Rung;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Runs the rungs of a climb on a thread of their own and watches them: the time limit, deadlocks, an exit.
/// Whoever decides a rung first is heard; after a decision from outside the climb this JVM ends itself.
final class Guard implements AutoCloseable {
    private static final long POLL_MILLIS = 25;

    private final Channel channel;
    private final Thread exitHook = new Thread(this::exiting, "workbook-exit");

    private @Nullable Request request; // guarded by this
    private Request.@Nullable Step running; // guarded by this; null between rungs
    private long startedNanos; // guarded by this

    Guard(Channel channel) {
        this.channel = channel;
        Runtime.getRuntime().addShutdownHook(exitHook);
    }

    void climb(Request asked) throws IOException, InterruptedException {
        synchronized (this) {
            request = asked;
        }
        ClimbRun run = new ClimbRun(asked, this);
        Thread climber = new Thread(run, ClimbRun.THREAD);
        climber.setDaemon(true);
        climber.start();
        try {
            watch(climber, asked);
        } catch (RuntimeException | Error | InterruptedException e) {
            broken(e);
            throw e;
        }
        synchronized (this) {
            request = null;
        }
        System.out.flush();
        channel.send(new Reply.Finished(run.clean()));
    }

    private void watch(Thread climber, Request asked) throws InterruptedException {
        DeadlockWatch deadlocks = new DeadlockWatch(asked.readerFiles());
        while (climber.isAlive()) {
            climber.join(POLL_MILLIS);
            Finding deadlock = deadlocks.look();
            if (deadlock != null) {
                decide(deadlock);
            } else if (overdue()) {
                decide(TimeLimit.describe(asked));
            }
        }
    }

    void loading() throws IOException {
        channel.send(new Reply.Loading());
    }

    synchronized void started(Request.Step step) throws IOException {
        running = step;
        startedNanos = System.nanoTime();
        channel.send(new Reply.Started(step.rung()));
    }

    /// The rung's own decision. Ignored when it was decided from outside: the JVM is about to end.
    synchronized void ended(Rung rung, String note, @Nullable Finding finding) throws IOException {
        System.out.flush();
        channel.send(new Reply.Ended(rung, spentMillis(), note, finding));
        running = null;
    }

    /// The workbook's own code has failed.
    void broken(Throwable error) {
        Request current;
        synchronized (this) {
            current = request;
        }
        if (current != null) {
            decide(Blame.ofTheCheck(error, null, current));
        }
    }

    private synchronized boolean overdue() {
        return running != null && spentMillis() > running.budgetMillis();
    }

    private long spentMillis() {
        return (System.nanoTime() - startedNanos) / 1_000_000;
    }

    /// A decision from outside: the rung's own code cannot be trusted to end any more.
    private void decide(Finding finding) {
        synchronized (this) {
            if (running == null) {
                return;
            }
            try {
                System.out.flush();
                channel.send(new Reply.Ended(running.rung(), spentMillis(), "", finding));
                channel.send(new Reply.Finished(false));
            } catch (IOException e) {
                // The runner is gone.
            }
            Runtime.getRuntime().halt(0);
        }
    }

    /// Runs when something calls for an orderly end of the JVM; the caller of `exit` is still on its stack.
    private void exiting() {
        List<Thread> callers = Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> Stacks.contains(entry.getValue(), "java.lang.Runtime", "exit"))
                .map(java.util.Map.Entry::getKey)
                .toList();
        Request current;
        synchronized (this) {
            current = request;
        }
        if (current != null && !callers.isEmpty()) {
            decide(ExitFinding.of(Objects.requireNonNull(callers.getFirst()), current.readerFiles()));
        }
        Runtime.getRuntime().halt(0);
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(exitHook);
    }
}
