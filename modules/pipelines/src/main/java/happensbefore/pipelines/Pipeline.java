package happensbefore.pipelines;

import happensbefore.pipelines.PipelineRun.Crew;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A chain of stages. Each works on its own threads, with bounded room in between: a slow stage slows down those
/// before it, and nothing piles up.
///
/// This is the description: immutable, for any number of runs, also at once. A run ends when the source has no
/// more and every item has gone its way, or all at once: when a step fails, it is cancelled, or its time is
/// over. However it ends, every thread has ended when the call returns, and every item is accounted for.
///
/// ```java
/// Report report = Pipeline.of(Stage.of("parse", Order::parse))
///         .then(Stage.of("price", this::price).by(Workers.virtual(8)).inOrder(Order.AS_DONE))
///         .run(Source.of(lines), book::add);
/// ```
public final class Pipeline<I, O> {
    /// The name under which the source appears.
    public static final String SOURCE = "source";

    /// The name under which the sink appears.
    public static final String SINK = "sink";

    private final List<Stage<?, ?>> stages;
    private final @Nullable Duration limit;
    private final StageWatcher watcher;

    private Pipeline(List<Stage<?, ?>> stages, @Nullable Duration limit, StageWatcher watcher) {
        this.stages = stages;
        this.limit = limit;
        this.watcher = watcher;
    }

    /// With this first stage.
    public static <I, O> Pipeline<I, O> of(Stage<I, O> first) {
        return new Pipeline<>(List.of(first), null, StageWatcher.NONE);
    }

    /// @throws IllegalArgumentException when there is a stage of this name
    public <P> Pipeline<I, P> then(Stage<? super O, P> next) {
        if (stages.stream().anyMatch(stage -> stage.name().equals(next.name()))) {
            throw new IllegalArgumentException("there are two stages called \"" + next.name() + "\"");
        }
        List<Stage<?, ?>> longer = new ArrayList<>(stages);
        longer.add(next);
        return new Pipeline<>(List.copyOf(longer), limit, watcher);
    }

    /// With a limit to the time of each run.
    public Pipeline<I, O> within(Duration time) {
        return new Pipeline<>(stages, time, watcher);
    }

    public Pipeline<I, O> watchedBy(StageWatcher another) {
        return new Pipeline<>(stages, limit, another);
    }

    // @start region="run"
    /// Runs, and waits for the end.
    ///
    /// @throws StageFailedException when a stage, the source or the sink failed
    /// @throws TimeoutException when the time was over first
    /// @throws InterruptedException when interrupted meanwhile: the run was cancelled, and has ended
    public Report run(Source<? extends I> source, Sink<? super O> sink)
            throws StageFailedException, TimeoutException, InterruptedException {
        try (PipelineRun run = start(source, sink)) {
            Report report = run.await();
            return switch (report.ending()) {
                case Ending.Failed failed -> throw new StageFailedException(failed, report);
                case Ending.TimedOut(Duration time) -> throw new TimeoutException("not done within " + time);
                case Ending.Completed _, Ending.Cancelled _ -> report;
            };
        }
    }
    // @end

    // @start region="start"
    /// Starts a run. Close it: that ends its threads, if they have not ended.
    public PipelineRun start(Source<? extends I> source, Sink<? super O> sink) {
        PipelineRun run = new PipelineRun(watcher);
        Link first = linkAfter(1, false, stages.getFirst(), stages.getFirst().workers());
        SourceWorker reader = new SourceWorker(run, source, first);
        run.add(new Crew(SOURCE, null, List.of(reader)));
        run.add(Thread.ofVirtual().name(SOURCE).unstarted(reader));
        Link input = first;
        for (int i = 0; i < stages.size(); i++) {
            Stage<?, ?> stage = stages.get(i);
            Stage<?, ?> next = i + 1 < stages.size() ? stages.get(i + 1) : null;
            Workers takers = next == null ? Workers.virtual(1) : next.workers();
            Link output = linkAfter(stage.workers().count(), stage.needsPlaces(), next == null ? stage : next, takers);
            hire(run, stage, input, output);
            input = output;
        }
        StageWorker writer = new StageWorker(run, SINK, accept(sink), true, null, input, null);
        run.add(input);
        run.add(new Crew(SINK, input, List.of(writer)));
        run.add(Thread.ofVirtual().name(SINK).unstarted(writer));
        run.start(limit);
        return run;
    }
    // @end

    private static Link linkAfter(int putters, boolean inPlaces, Stage<?, ?> roomAsOf, Workers takers) {
        return new Link(roomAsOf.capacity(), inPlaces, putters, takers.count());
    }

    private static void hire(PipelineRun run, Stage<?, ?> stage, Link input, Link output) {
        String name = stage.name();
        ThreadFactory threads = stage.workers() instanceof Workers.Platform
                ? Thread.ofPlatform().name(name + "-", 0).factory()
                : Thread.ofVirtual().name(name + "-", 0).factory();
        CpuPool pool = stage.workers() instanceof Workers.OnPool(CpuPool lent, int _) ? lent : null;
        List<Worker> crew = new ArrayList<>();
        for (int i = 0; i < stage.workers().count(); i++) {
            StageWorker worker = new StageWorker(run, name, step(stage), stage.isPrompt(), pool, input, output);
            crew.add(worker);
            run.add(threads.newThread(worker));
        }
        run.add(input);
        run.add(new Crew(name, input, List.copyOf(crew)));
    }

    @SuppressWarnings("unchecked") // then() lets a stage only follow one whose results it takes
    private static Step<Object, Object> step(Stage<?, ?> stage) {
        return (Step<Object, Object>) stage.step();
    }

    @SuppressWarnings("unchecked") // the last stage's results are what the sink takes
    private static <O> Step<Object, Object> accept(Sink<? super O> sink) {
        return item -> {
            sink.accept((O) item);
            return item;
        };
    }
}
