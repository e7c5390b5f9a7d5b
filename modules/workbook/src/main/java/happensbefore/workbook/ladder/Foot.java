package happensbefore.workbook.ladder;

import happensbefore.workbook.compile.ClassPath;
import happensbefore.workbook.compile.ShapeCheck;
import happensbefore.workbook.compile.Snapshot;
import happensbefore.workbook.compile.SourceCompiler;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The lowest rung: reads a snapshot, compiles it, and looks whether the tests find what they use.
///
/// Thread-safe. Owns a thread, so that a compilation that does not end holds nobody. Who waits when it is closed,
/// or comes later, is interrupted.
final class Foot implements AutoCloseable {
    private static final Duration DEFAULT_BUDGET = Duration.ofSeconds(10);

    /// @param classes by binary name; empty when the rung failed
    record Standing(RungResult result, Map<String, byte[]> classes, Set<String> readerFiles) {}

    private record Judged(Optional<Finding> finding, Map<String, byte[]> classes, Set<String> readerFiles) {}

    private final ClassPath tests;
    private final SourceCompiler compiler;
    private final Map<String, Map<String, byte[]>> testClasses = new ConcurrentHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("workbook-javac").daemon().factory());

    Foot(ClassPath classPath) {
        tests = classPath;
        compiler = new SourceCompiler(classPath.forSources().entries());
    }

    Standing compile(Climb climb, Ladder.Listener listener) throws InterruptedException {
        Duration budget = climb.exercise().rungs().getOrDefault(Rung.COMPILE, DEFAULT_BUDGET);
        listener.started(Rung.COMPILE);
        long started = System.nanoTime();
        Judged judged = within(budget, climb);
        Duration spent = Duration.ofNanos(System.nanoTime() - started);
        RungResult result = judged.finding().isPresent()
                ? new RungResult.Failed(
                        Rung.COMPILE, spent, budget, judged.finding().get())
                : new RungResult.Passed(Rung.COMPILE, spent, budget, "");
        listener.ended(result);
        return new Standing(result, judged.classes(), judged.readerFiles());
    }

    private Judged within(Duration budget, Climb climb) throws InterruptedException {
        Future<Judged> judged;
        try {
            judged = thread.submit(() -> judge(climb));
        } catch (RejectedExecutionException e) {
            throw new InterruptedException("closed");
        }
        try {
            return judged.get(budget.toNanos(), TimeUnit.NANOSECONDS);
        } catch (CancellationException e) {
            throw new InterruptedException("closed");
        } catch (TimeoutException e) {
            judged.cancel(true);
            return refused(Finding.of(FindingKind.TIME_LIMIT, "javac was still at it at the time limit"), Set.of());
        } catch (ExecutionException e) {
            return refused(Finding.of(FindingKind.CHECK_FAILED, "The check itself failed: " + e.getCause()), Set.of());
        }
    }

    private Judged judge(Climb climb) {
        String packageName = climb.exercise().packageName();
        return switch (Snapshot.take(climb.sources(), climb.exercise().edit())) {
            case Snapshot.Reading.Unreadable unreadable -> refused(unreadable.finding(), Set.of());
            case Snapshot.Reading.Read read -> {
                Set<String> files = Set.copyOf(read.snapshot().files().keySet());
                yield switch (compiler.compile(read.snapshot())) {
                    case SourceCompiler.Compilation.Refused refused -> refused(refused.finding(), files);
                    case SourceCompiler.Compilation.Compiled compiled ->
                        new Judged(
                                ShapeCheck.of(packageName, compiled.classes(), testsOf(packageName)),
                                compiled.classes(),
                                files);
                };
            }
        };
    }

    private static Judged refused(Finding finding, Set<String> files) {
        return new Judged(Optional.of(finding), Map.of(), files);
    }

    private Map<String, byte[]> testsOf(String packageName) {
        return testClasses.computeIfAbsent(packageName, tests::classesIn);
    }

    /// Lets javac load itself before it is needed.
    void warmUp() {
        String source = "class Warm { java.util.List<String> list = java.util.stream.Stream.of(\"\").toList(); }";
        try {
            thread.execute(() -> compiler.compile(new Snapshot(new TreeMap<>(Map.of("Warm.java", source)))));
        } catch (RejectedExecutionException e) {
            // Closed: nothing will need it.
        }
    }

    @Override
    public void close() {
        thread.shutdownNow().stream()
                .filter(Future.class::isInstance)
                .map(Future.class::cast)
                .forEach(waiting -> waiting.cancel(false));
        compiler.close();
    }
}
