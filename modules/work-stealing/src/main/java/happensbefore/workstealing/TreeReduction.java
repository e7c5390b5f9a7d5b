package happensbefore.workstealing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Visits every node of a tree on a ForkJoinPool, and merges what it finds: for trees of which nobody knows how big the
/// subtrees are.
///
/// - A task walks its subtree by a stack of its own, so that a deep tree needs no deep recursion. It gives away the
///   oldest node of the stack, the one nearest to the root: as a rule the biggest part (Lea, "A Java fork/join
///   framework", 2000).
/// - It joins the tasks it has forked in the reverse order, the newest first: that one is on top of its queue.
/// - The first failure comes out; the other tasks stop at their next node, and have ended or will soon.
///
/// Immutable, for any number of threads; the functions are called by the pool's threads.
///
/// @param <N> a node
/// @param <R> what is merged; `merge` is associative and commutative, since the tasks end in any order
public final class TreeReduction<N, R> {
    private final Function<? super N, ? extends List<? extends N>> children;
    private final Function<? super N, ? extends R> value;
    private final BinaryOperator<R> merge;
    private final Threshold threshold;
    private final Observer observer;

    /// What becomes of the tasks. Called by the thread that runs the task.
    public interface Observer {
        /// A task begins.
        Visit begin();
    }

    /// A task's own walk.
    @FunctionalInterface
    public interface Visit {
        /// It has ended; what it has given away may not have.
        ///
        /// @param nodes how many it has visited
        /// @param given how many subtrees it has given away
        void ended(long nodes, int given);
    }

    public TreeReduction(
            Function<? super N, ? extends List<? extends N>> children,
            Function<? super N, ? extends R> value,
            BinaryOperator<R> merge,
            Threshold threshold) {
        this(children, value, merge, threshold, () -> (_, _) -> {});
    }

    private TreeReduction(
            Function<? super N, ? extends List<? extends N>> children,
            Function<? super N, ? extends R> value,
            BinaryOperator<R> merge,
            Threshold threshold,
            Observer observer) {
        this.children = Objects.requireNonNull(children, "children");
        this.value = Objects.requireNonNull(value, "value");
        this.merge = Objects.requireNonNull(merge, "merge");
        this.threshold = Objects.requireNonNull(threshold, "threshold");
        this.observer = Objects.requireNonNull(observer, "observer");
    }

    public TreeReduction<N, R> observedBy(Observer by) {
        return new TreeReduction<>(children, value, merge, threshold, by);
    }

    /// @throws RuntimeException what one of the functions threw
    public R reduce(ForkJoinPool pool, N root) {
        Run run = new Run();
        try {
            return pool.invoke(new Walk(run, root, 0));
        } catch (RuntimeException | Error told) {
            Throwable first = run.failure.get();
            switch (first) {
                case null -> throw told;
                case Error error -> throw error;
                case RuntimeException failure -> throw failure;
                default -> throw new AssertionError("a function has thrown a checked exception", first);
            }
        }
    }

    /// One reduction. Tasks that end early would hide the failure that ended them: it is kept apart.
    private static final class Run {
        final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    }

    // @start region="walk"
    private final class Walk extends RecursiveTask<R> {
        private static final long serialVersionUID = 1;

        private final transient Run run;
        private final transient NodeStack<N> todo = new NodeStack<>();
        private final transient List<Walk> forks = new ArrayList<>();

        Walk(Run run, N root, int depth) {
            this.run = run;
            todo.push(root, depth);
        }

        @Override
        protected R compute() {
            try {
                R sum = walk();
                for (int i = forks.size() - 1; i >= 0; i--) {
                    sum = merge.apply(sum, forks.get(i).join());
                }
                return sum;
            } catch (Throwable thrown) {
                run.failure.compareAndSet(null, thrown);
                forks.forEach(fork -> fork.cancel(false));
                throw thrown;
            }
        }

        private R walk() {
            Visit visit = observer.begin();
            long nodes = 0;
            @Nullable R sum = null;
            try {
                while (!todo.isEmpty() && run.failure.get() == null) {
                    int depth = todo.newestDepth();
                    N node = todo.popNewest();
                    nodes++;
                    R here = value.apply(node);
                    sum = sum == null ? here : merge.apply(sum, here);
                    for (N child : children.apply(node)) {
                        todo.push(child, depth + 1);
                    }
                    giveAway();
                }
            } finally {
                visit.ended(nodes, forks.size());
            }
            if (sum == null) {
                throw new CancellationException("another task has failed");
            }
            return sum;
        }

        /// Keeps the newest, which it visits next.
        private void giveAway() {
            while (todo.size() > 1 && threshold.gives(todo.oldestDepth())) {
                Walk part = new Walk(run, todo.oldest(), todo.oldestDepth());
                todo.dropOldest();
                forks.add(part);
                part.fork();
            }
        }
    }
    // @end
}
