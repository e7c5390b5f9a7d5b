package happensbefore.benchmarks.lockfree;

import happensbefore.lockfree.EliminationBackoffStack;
import happensbefore.lockfree.OffHeapStack;
import happensbefore.lockfree.StampedFreeListStack;
import happensbefore.lockfree.TreiberStack;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;

/// The stacks under comparison, by the names of the `implementation` parameter.
final class Stacks {
    static final String TREIBER = "TreiberStack";
    static final String ELIMINATION = "EliminationBackoffStack";
    static final String STAMPED = "StampedFreeListStack";
    static final String OFF_HEAP = "OffHeapStack";
    static final String LINKED_DEQUE = "ConcurrentLinkedDeque";
    static final String SYNCHRONIZED = "synchronized ArrayDeque";

    private static final int CAPACITY = 1024;

    /// A push and a pop: what all of them can do. The off-heap one holds a number in place of the item.
    interface PushPop extends AutoCloseable {
        void push(Object item);

        @Nullable
        Object pop();

        @Override
        default void close() {}
    }

    private Stacks() {}

    static PushPop named(String implementation) {
        return switch (implementation) {
            case TREIBER -> treiber();
            case ELIMINATION -> elimination();
            case STAMPED -> stamped();
            case OFF_HEAP -> offHeap();
            case LINKED_DEQUE -> linkedDeque();
            case SYNCHRONIZED -> synchronizedDeque();
            default -> throw new IllegalArgumentException("no stack is named " + implementation);
        };
    }

    private static PushPop treiber() {
        TreiberStack<Object> stack = new TreiberStack<>();
        return new PushPop() {
            @Override
            public void push(Object item) {
                stack.push(item);
            }

            @Override
            public @Nullable Object pop() {
                return stack.pop();
            }
        };
    }

    private static PushPop elimination() {
        EliminationBackoffStack<Object> stack = new EliminationBackoffStack<>();
        return new PushPop() {
            @Override
            public void push(Object item) {
                stack.push(item);
            }

            @Override
            public @Nullable Object pop() {
                return stack.pop();
            }
        };
    }

    private static PushPop stamped() {
        StampedFreeListStack<Object> stack = new StampedFreeListStack<>(CAPACITY);
        return new PushPop() {
            @Override
            public void push(Object item) {
                stack.push(item);
            }

            @Override
            public @Nullable Object pop() {
                return stack.pop();
            }
        };
    }

    private static PushPop offHeap() {
        OffHeapStack stack = new OffHeapStack(CAPACITY);
        return new PushPop() {
            @Override
            public void push(Object item) {
                while (!stack.push(1)) {
                    Thread.onSpinWait(); // a thread was interrupted under a guard: its end frees nodes
                }
            }

            @Override
            public Object pop() {
                return stack.pop();
            }

            @Override
            public void close() {
                stack.close();
            }
        };
    }

    private static PushPop linkedDeque() {
        Deque<Object> deque = new ConcurrentLinkedDeque<>();
        return new PushPop() {
            @Override
            public void push(Object item) {
                deque.addFirst(item);
            }

            @Override
            public @Nullable Object pop() {
                return deque.pollFirst();
            }
        };
    }

    private static PushPop synchronizedDeque() {
        Deque<Object> deque = new ArrayDeque<>(CAPACITY);
        return new PushPop() {
            @Override
            public void push(Object item) {
                synchronized (deque) {
                    deque.addFirst(item);
                }
            }

            @Override
            public @Nullable Object pop() {
                synchronized (deque) {
                    return deque.pollFirst();
                }
            }
        };
    }
}
