package happensbefore.workbook.ladder;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.catalog.Workspace;
import happensbefore.workbook.worker.RemoteClimb;
import happensbefore.workbook.worker.Request;
import happensbefore.workbook.worker.WorkerCommand;
import happensbefore.workbook.worker.WorkerPool;
import happensbefore.workbook.worker.WorkerProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The ladder on this machine: compiles in this process, runs in worker JVMs that are started ahead.
public final class LocalLadder implements Ladder {
    /// Workers that climb at the same time when there are many variants.
    private static final int SEATS = 2;

    private final WorkerPool pool;
    private final Foot foot;

    public LocalLadder(WorkerCommand command) {
        pool = new WorkerPool(command);
        foot = new Foot(command.classPath());
    }

    /// With this process's own class path, for the project at this place.
    public static LocalLadder create(Workspace workspace) {
        return new LocalLadder(WorkerCommand.ofThisProcess(workspace));
    }

    @Override
    public Verdict climb(Exercise exercise, Path sources, Rung top, Listener listener) throws InterruptedException {
        try (Seat seat = new Seat()) {
            return climb(new Climb(exercise, sources, top, Sampling.SHORT), listener, seat);
        } finally {
            pool.prepare();
        }
    }

    @Override
    public List<Verdict> climbAll(List<Climb> climbs, BiConsumer<Climb, Verdict> done) throws InterruptedException {
        ManyClimbs many = new ManyClimbs(climbs, done);
        int seats = Math.max(1, Math.min(SEATS, Runtime.getRuntime().availableProcessors()));
        try (ExecutorService threads = Executors.newFixedThreadPool(
                seats, Thread.ofPlatform().name("workbook-seat-", 0).daemon().factory())) {
            Callable<Boolean> serving = () -> serve(many);
            for (Future<Boolean> served : threads.invokeAll(Collections.nCopies(seats, serving))) {
                served.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("The climbs could not be finished", e.getCause());
        }
        return many.verdicts();
    }

    /// Climbs what waits, in one worker as long as that is fit for it.
    private boolean serve(ManyClimbs many) throws InterruptedException {
        try (Seat seat = new Seat()) {
            while (many.remain()) {
                Optional<Integer> next = many.next(seat::isFreeFor);
                if (next.isPresent()) {
                    many.ended(next.get(), climb(many.climb(next.get()), Listener.SILENT, seat));
                } else {
                    seat.leave();
                }
            }
        }
        return true;
    }

    private Verdict climb(Climb climb, Listener listener, Seat seat) throws InterruptedException {
        long started = System.nanoTime();
        List<RungResult> results = new ArrayList<>();
        Foot.Standing standing = foot.compile(climb, listener);
        results.add(standing.result());
        Request request = Requests.of(climb, standing.readerFiles());
        if (standing.result() instanceof RungResult.Passed && !request.rungs().isEmpty()) {
            results.addAll(climbAbove(request, standing.classes(), listener, seat));
        }
        addNotRun(climb, results);
        return new Verdict(
                climb.exercise().id(), results, Duration.ofNanos(System.nanoTime() - started), Machine.caveats());
    }

    private List<RungResult> climbAbove(Request request, Map<String, byte[]> classes, Listener listener, Seat seat)
            throws InterruptedException {
        RungResult problem;
        try {
            RemoteClimb climb = new RemoteClimb(seat.worker(), request, listener);
            seat.used(request.packageName(), climb.run(classes));
            return climb.results();
        } catch (InterruptedException e) {
            seat.leave();
            throw e;
        } catch (IOException e) {
            seat.leave();
            Request.Step first = request.rungs().getFirst();
            problem = new RungResult.Failed(
                    first.rung(),
                    Duration.ZERO,
                    Duration.ofMillis(first.budgetMillis()),
                    Finding.of(FindingKind.CHECK_FAILED, "The worker JVM could not be used: " + e.getMessage()));
        }
        listener.ended(problem);
        return List.of(problem);
    }

    private static void addNotRun(Climb climb, List<RungResult> results) {
        Set<Rung> told = new HashSet<>();
        boolean failed = false;
        for (RungResult result : results) {
            told.add(result.rung());
            failed |= result instanceof RungResult.Failed;
        }
        for (Rung rung : climb.exercise().rungs().keySet()) {
            if (!told.contains(rung)) {
                results.add(new RungResult.NotRun(rung, failed ? "a lower rung failed" : "not asked for"));
            }
        }
    }

    @Override
    public void prepare(Exercise exercise) {
        pool.prepare();
        foot.warmUp();
    }

    @Override
    public void awaitPrepared() throws InterruptedException {
        pool.awaitSpare();
    }

    @Override
    public void close() {
        pool.close();
        foot.close();
    }

    /// A worker, taken when first needed, and the packages it has already seen.
    private final class Seat implements AutoCloseable {
        private final Set<String> used = new HashSet<>();
        private @Nullable WorkerProcess worker;

        WorkerProcess worker() throws IOException, InterruptedException {
            if (worker == null) {
                worker = pool.take();
            }
            return worker;
        }

        boolean isFreeFor(Exercise exercise) {
            return !used.contains(exercise.packageName());
        }

        void used(String packageName, boolean clean) {
            used.add(packageName);
            if (!clean) {
                leave();
            }
        }

        void leave() {
            used.clear();
            if (worker != null) {
                pool.discard(worker);
                worker = null;
            }
        }

        @Override
        public void close() {
            leave();
        }
    }
}
