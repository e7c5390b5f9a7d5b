package happensbefore.exercises.brokenbelt;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;

/// Two stages at the same time, with a bounded queue between them. Serves one run.
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

    private static final Object END = new Object();

    private final BlockingQueue<Object> between;
    private final Press<A, B> press;
    private final Pack<B> pack;
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
        Thread first = Thread.ofVirtual().start(() -> pressAll(items));
        Thread second = Thread.ofVirtual().start(() -> packAll());
        first.join();
        second.join();
    }

    private void pressAll(Iterable<A> items) {
        try {
            for (A item : items) {
                taken++;
                between.put(press.press(item));
            }
            between.put(END);
        } catch (Exception e) {
            System.err.println("The press stands still: " + e);
        }
    }

    @SuppressWarnings("unchecked") // what is not the end is a part
    private void packAll() {
        try {
            for (Object next = between.take(); next != END; next = between.take()) {
                pack.pack((B) next);
                packed++;
            }
        } catch (Exception e) {
            System.err.println("The packing stands still: " + e);
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
        return between.size();
    }
}
