package happensbefore.exercises.boundeddeque;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// A worker's tasks, by their numbers, in an array that never grows: whenever it is empty, it is filled from the start
/// again.
public final class TaskBoard {
    private static final int NONE = -1;

    private final AtomicIntegerArray slots;
    private final AtomicInteger bottom = new AtomicInteger();
    private final AtomicInteger top = new AtomicInteger();
    private final AtomicInteger stamp = new AtomicInteger();

    public TaskBoard(int capacity) {
        slots = new AtomicIntegerArray(capacity);
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
        int first = top.get();
        if (first < last) {
            return task;
        }
        bottom.set(0);
        stamp.incrementAndGet();
        if (first == last && top.compareAndSet(first, 0)) {
            return task;
        }
        top.set(0);
        return NONE;
    }

    /// Takes the oldest task, or returns -1 when there is none. For any thread.
    public int steal() {
        while (true) {
            int before = stamp.get();
            int first = top.get();
            if (first >= bottom.get()) {
                return NONE;
            }
            int task = slots.get(first);
            if (stamp.get() == before && top.compareAndSet(first, first + 1)) {
                return task;
            }
        }
    }
}
