package happensbefore.workbook.ladder;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.catalog.Workspace;
import happensbefore.workbook.worker.Jit;
import happensbefore.workbook.worker.RemoteClimb;
import happensbefore.workbook.worker.Request;
import happensbefore.workbook.worker.Start;
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
            pool.prepare(start(exercise, top));
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
            if (e.getCause() instanceof InterruptedException interrupted) {
                throw interrupted;
            }
            throw new IllegalStateException("The climbs could not be finished", e.getCause());
        }
        return many.verdicts();
    }

    /// Climbs what waits, in one worker as long as that is fit for it.
    private boolean serve(ManyClimbs many) throws InterruptedException {
        try (Seat seat = new Seat()) {
            while (many.remain()) {
                Optional<Integer> next = many.next(seat::fits);
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
            results.addAll(climbAbove(climb, request, standing.classes(), listener, seat));
        }
        if (pool.isClosed()) { // what was found may be the end of its worker
            throw new InterruptedException("closed");
        }
        addNotRun(climb, results);
        return new Verdict(
                climb.exercise().id(),
                results,
                Duration.ofNanos(System.nanoTime() - started),
                Machine.caveats(results));
    }

    private List<RungResult> climbAbove(
            Climb climb, Request request, Map<String, byte[]> classes, Listener listener, Seat seat)
            throws InterruptedException {
        RungResult problem;
        try {
            RemoteClimb remote = new RemoteClimb(seat.worker(jit(climb)), request, listener);
            seat.used(request.packageName(), remote.run(classes));
            return remote.results();
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
        pool.prepare(start(exercise, Rung.SPEED));
        foot.warmUp();
    }

    private static Start start(Exercise exercise, Rung top) {
        boolean tests = exercise.rungs().keySet().stream()
                .allMatch(rung -> rung.compareTo(Rung.BEHAVE) <= 0 || rung.compareTo(top) > 0);
        return new Start(jit(exercise, top), tests ? Start.Warmth.TESTS : Start.Warmth.ALL);
    }

    private static Jit jit(Climb climb) {
        return jit(climb.exercise(), climb.top());
    }

    private static Jit jit(Exercise exercise, Rung top) {
        boolean sampled = exercise.rungs().containsKey(Rung.MEMORY_MODEL) && top.compareTo(Rung.MEMORY_MODEL) >= 0;
        return sampled ? Jit.FULL : Jit.QUICK;
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

        WorkerProcess worker(Jit jit) throws IOException, InterruptedException {
            if (worker == null) {
                worker = pool.take(jit);
            }
            return worker;
        }

        /// Whether the worker is of the right kind and knows no class of the exercise.
        boolean fits(Climb climb) {
            return worker == null
                    || (worker.jit() == jit(climb)
                            && !used.contains(climb.exercise().packageName()));
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
