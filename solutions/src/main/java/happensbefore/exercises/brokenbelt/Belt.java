package happensbefore.exercises.brokenbelt;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Two stages at the same time, with a bounded queue between them. Serves one run.
///
/// - Invariant: the reason for an early end is noted once, before either stage is interrupted for it.
/// - Progress: every wait of a stage is interruptible, and none begins after it could see the reason.
public final class Belt<A, B> {
    /// The first stage: makes a part of an item.
    @FunctionalInterface
    public interface Press<A, B> {
        B press(A item) throws Exception;
    }

    /// The second stage: the end of a part's way.
    @FunctionalInterface
    public interface Pack<B> {
        void pack(B part) throws Exception;
    }

    /// What a stage's thread does.
    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private static final Object END = new Object();

    private final BlockingQueue<Object> between;
    private final Press<A, B> press;
    private final Pack<B> pack;
    private final AtomicReference<@Nullable Throwable> reason = new AtomicReference<>(); // of an early end
    private List<Thread> stages = List.of(); // written before they start
    private int taken; // written by the first stage's thread
    private int packed; // written by the second stage's thread

    /// @param capacity how many parts may lie between the stages, 1 or more
    public Belt(int capacity, Press<A, B> press, Pack<B> pack) {
        between = new ArrayBlockingQueue<>(capacity);
        this.press = press;
        this.pack = pack;
    }

    /// Runs all items through both stages, each on a thread of its own.
    ///
    /// @throws ExecutionException when a stage failed; its cause is what the stage threw first
    /// @throws InterruptedException when the caller was interrupted
    public void run(Iterable<A> items) throws ExecutionException, InterruptedException {
        stages = List.of(stage(() -> pressAll(items)), stage(this::packAll));
        stages.forEach(Thread::start);
        InterruptedException interrupt = null;
        for (Thread stage : stages) {
            while (stage.isAlive()) {
                try {
                    stage.join();
                } catch (InterruptedException e) {
                    interrupt = e;
                    end(e);
                }
            }
        }
        if (interrupt != null) {
            throw interrupt;
        }
        Throwable first = reason.get();
        if (first != null) {
            throw new ExecutionException(first);
        }
    }

    private Thread stage(Work work) {
        return Thread.ofVirtual().unstarted(() -> {
            try {
                work.run();
            } catch (Throwable e) {
                end(e);
            }
        });
    }

    /// Ends both stages early. The first reason counts; a stage that was interrupted for it throws the next.
    private void end(Throwable why) {
        if (reason.compareAndSet(null, why)) {
            stages.forEach(Thread::interrupt);
        }
    }

    private void pressAll(Iterable<A> items) throws Exception {
        for (A item : items) {
            taken++;
            put(press.press(item));
        }
        put(END);
    }

    @SuppressWarnings("unchecked") // what is not the end is a part
    private void packAll() throws Exception {
        for (Object next = take(); next != END; next = take()) {
            pack.pack((B) next);
            packed++;
        }
    }

    private void put(Object next) throws InterruptedException {
        requireNoReason();
        between.put(next);
    }

    private Object take() throws InterruptedException {
        requireNoReason();
        return between.take();
    }

    /// A stage's own code may have spent the interrupt.
    private void requireNoReason() throws InterruptedException {
        if (reason.get() != null) {
            throw new InterruptedException();
        }
    }

    /// How many items the first stage took. After the run.
    public int taken() {
        return taken;
    }

    /// How many parts the second stage has packed. After the run.
    public int packed() {
        return packed;
    }

    /// How many items were taken, and not packed. After the run.
    public int lost() {
        return taken - packed;
    }
}
