package happensbefore.exercises.boundeddeque;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/// A worker's tasks, by their numbers, in an array that never grows: whenever it is empty, it is filled from the start
/// again (Arora, Blumofe and Plaxton, 1998).
///
/// - Invariant: the tasks are those from the top on and below `bottom`. Whenever the top goes back to 0, its stamp is raised,
///   so an unchanged `age` means that no slot was filled anew.
/// - Linearizes: a push and a pop at the store of `bottom`, the pop of the last task and a steal at the compare-and-set.
/// - Progress: the worker never waits; a thief tries again only when another thread got a task, or the array was begun anew.
public final class TaskBoard {
    private static final int NONE = -1;

    private final AtomicIntegerArray slots;
    private final AtomicInteger bottom = new AtomicInteger();

    /// The stamp in the upper half, the top in the lower.
    private final AtomicLong age = new AtomicLong();

    public TaskBoard(int capacity) {
        slots = new AtomicIntegerArray(capacity);
    }

    private static int top(long age) {
        return (int) age;
    }

    private static long begunAnew(long age) {
        return (((age >>> Integer.SIZE) + 1) & 1) << Integer.SIZE;
    }

    /// Adds the newest task, or returns false when there is no room. For the worker only.
    public boolean push(int task) {
        int end = bottom.get();
        if (end == slots.length()) {
            return false;
        }
        slots.set(end, task);
        bottom.set(end + 1);
        return true;
    }

    /// Takes the newest task, or returns -1 when there is none. For the worker only.
    public int pop() {
        int last = bottom.get() - 1;
        if (last < 0) {
            return NONE;
        }
        bottom.set(last);
        int task = slots.get(last);
        long seen = age.get();
        if (top(seen) < last) {
            return task;
        }
        bottom.set(0); // before the top goes back: or a thief finds room between the two
        if (top(seen) == last && age.compareAndSet(seen, begunAnew(seen))) {
            return task;
        }
        age.set(begunAnew(seen)); // no thief can be before us: bottom is 0
        return NONE;
    }

    /// Takes the oldest task, or returns -1 when there is none. For any thread.
    public int steal() {
        while (true) {
            long seen = age.get();
            int first = top(seen);
            if (first >= bottom.get()) {
                return NONE;
            }
            int task = slots.get(first); // before the compare-and-set: afterwards it may be another one
            if (age.compareAndSet(seen, seen + 1)) {
                return task;
            }
        }
    }
}
