package happensbefore.pipelines;

import happensbefore.pipelines.Tally.Count;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One run of a pipeline: its threads, its links, and its end.
///
/// - Invariant: every item that came in is in a link, in a worker's hands, or counted as out, failed or dropped.
/// - Linearizes: the end, at the one compare-and-set on `ending`. Whoever wins it, be it a failure, a cancel,
///   the deadline or the last item, then breaks off every link and interrupts every thread.
/// - Progress: a thread that waits for a link or can be interrupted ends at once; a step that ignores interrupts
///   is waited for.
///
/// For any number of threads. What the steps did happens-before what follows an [#await].
public final class PipelineRun implements AutoCloseable {
    private final StageWatcher watcher;
    private final List<Link> links = new ArrayList<>(); // fixed before the first thread starts, as the next two
    private final List<Crew> crews = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
    private final CountDownLatch decided = new CountDownLatch(1);

    /// The workers of one stage.
    ///
    /// @param input null for the source
    record Crew(String stage, @Nullable Link input, List<Worker> workers) {
        long sum(Count count) {
            return workers.stream().mapToLong(worker -> worker.tally.get(count)).sum();
        }
    }

    PipelineRun(StageWatcher watcher) {
        this.watcher = watcher;
    }

    List<Thread> threads() {
        return threads;
    }

    StageWatcher watcher() {
        return watcher;
    }

    void add(Link link) {
        links.add(link);
    }

    void add(Crew crew) {
        crews.add(crew);
    }

    void add(Thread thread) {
        threads.add(thread);
    }

    // @start region="start"
    /// Starts all threads, or none: when one cannot be started, the others end before the failure comes out.
    void start(@Nullable Duration limit) {
        if (limit != null) {
            threads.add(Thread.ofPlatform().name("pipeline deadline").unstarted(() -> endAfter(limit)));
        }
        try {
            threads.forEach(Thread::start);
        } catch (Throwable cannotStart) {
            close();
            throw cannotStart;
        }
    }

    private void endAfter(Duration limit) {
        try {
            if (!decided.await(TimeUnit.NANOSECONDS.convert(limit), TimeUnit.NANOSECONDS)) {
                boolean _ = decide(new Ending.TimedOut(limit));
            }
        } catch (InterruptedException e) {
            // the run has ended early
        }
    }
    // @end

    // @start region="decide"
    /// The end, if it is the first.
    private boolean decide(Ending first) {
        if (!ending.compareAndSet(null, first)) {
            return false;
        }
        if (!(first instanceof Ending.Completed)) {
            links.forEach(Link::breakOff); // an interrupt alone misses who starts late, and who has spent it
            threads.forEach(Thread::interrupt);
        }
        decided.countDown();
        return true;
    }

    /// A worker's step or link has thrown.
    boolean failed(Ending.Failed failure) {
        if (decide(failure)) {
            return true;
        }
        if (ending.get() instanceof Ending.Failed first
                && first.cause() != failure.cause()
                && !(failure.cause() instanceof InterruptedException)) { // that only says that the run has ended
            first.cause().addSuppressed(failure.cause());
        }
        return false;
    }

    /// The sink has seen the end of its link.
    void completed() {
        boolean _ = decide(new Ending.Completed());
    }

    /// Ends the run, unless it has ended. Does not wait.
    ///
    /// @return whether this call has ended it
    public boolean cancel() {
        return decide(new Ending.Cancelled());
    }
    // @end

    /// Whether how it ends has been decided. Threads may still be on their way out.
    public boolean isDecided() {
        return ending.get() != null;
    }

    /// Waits until every thread of the run has ended.
    ///
    /// @throws InterruptedException when interrupted meanwhile; the run goes on
    public Report await() throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
        Ending how = ending.get();
        if (how == null) {
            throw new IllegalStateException("every thread has ended, and nobody has said how");
        }
        return new Report(how, account(), figures());
    }

    // @start region="account"
    /// What has become of the items so far. Never shows an item's end without its beginning; exact once the run is
    /// over.
    public Account account() {
        boolean over = threads.stream().noneMatch(Thread::isAlive);
        long left = over ? links.stream().mapToLong(Link::queued).sum() : 0;
        long out = crews.getLast().sum(Count.DONE);
        long failed = 0;
        long filtered = 0;
        long cutOff = left;
        for (Crew crew : crews) {
            failed += crew.sum(Count.FAILED);
            filtered += crew.sum(Count.FILTERED);
            cutOff += crew.sum(Count.CUT_OFF);
        }
        return new Account(crews.getFirst().sum(Count.TAKEN), out, failed, filtered, cutOff); // in comes last
    }
    // @end

    /// What each stage has done so far, from source to sink.
    public List<StageFigures> figures() {
        return crews.stream().map(PipelineRun::figures).toList();
    }

    private static StageFigures figures(Crew crew) {
        Link input = crew.input();
        return new StageFigures(
                crew.stage(),
                crew.workers().size(),
                crew.sum(Count.DONE),
                crew.sum(Count.FILTERED),
                input == null ? 0 : input.queued(),
                input == null ? 0 : input.capacity(),
                crew.sum(Count.WORK_NANOS),
                crew.sum(Count.INPUT_WAIT_NANOS),
                crew.sum(Count.OUTPUT_WAIT_NANOS));
    }

    /// Cancels the run, unless it has ended, and waits until every thread has. An interrupt is kept for later.
    @Override
    public void close() {
        boolean _ = cancel();
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
