package happensbefore.benchmarks.workstealing;

import happensbefore.workstealing.ChaseLevDeque;
import happensbefore.workstealing.ChaseLevDeque.Steal;
import java.util.ArrayDeque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/// The deques under comparison, by the names of the `implementation` parameter.
final class TaskDeques {
    static final String CHASE_LEV = "ChaseLevDeque";
    static final String LINKED = "ConcurrentLinkedDeque";
    static final String SYNCHRONIZED = "synchronized ArrayDeque";

    /// What a worker and its thieves do. A thief that loses gets null, as one that finds nothing.
    interface TaskDeque {
        void push(Object item);

        @Nullable
        Object pop();

        @Nullable
        Object steal();
    }

    private TaskDeques() {}

    static TaskDeque named(String implementation) {
        return switch (implementation) {
            case CHASE_LEV -> chaseLev();
            case LINKED -> linked();
            case SYNCHRONIZED -> synchronizedDeque();
            default -> throw new IllegalArgumentException("no deque is named " + implementation);
        };
    }

    private static TaskDeque chaseLev() {
        ChaseLevDeque<Object> deque = new ChaseLevDeque<>();
        return new TaskDeque() {
            @Override
            public void push(Object item) {
                deque.push(item);
            }

            @Override
            public @Nullable Object pop() {
                return deque.pop();
            }

            @Override
            public @Nullable Object steal() {
                return deque.steal() instanceof Steal.Stolen<Object>(Object item) ? item : null;
            }
        };
    }

    private static TaskDeque linked() {
        ConcurrentLinkedDeque<Object> deque = new ConcurrentLinkedDeque<>();
        return new TaskDeque() {
            @Override
            public void push(Object item) {
                deque.addLast(item);
            }

            @Override
            public @Nullable Object pop() {
                return deque.pollLast();
            }

            @Override
            public @Nullable Object steal() {
                return deque.pollFirst();
            }
        };
    }

    private static TaskDeque synchronizedDeque() {
        ArrayDeque<Object> deque = new ArrayDeque<>();
        return new TaskDeque() {
            @Override
            public synchronized void push(Object item) {
                deque.addLast(item);
            }

            @Override
            public synchronized @Nullable Object pop() {
                return deque.pollLast();
            }

            @Override
            public synchronized @Nullable Object steal() {
                return deque.pollFirst();
            }
        };
    }
}
