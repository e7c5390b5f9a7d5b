package happensbefore.workstealing;

import java.util.concurrent.ForkJoinTask;

/// When a task that walks a tree gives a subtree away, as a task of its own, instead of walking it too.
public sealed interface Threshold {
    /// Always: a task for each node but a task's first. The price of a task is then paid for each node.
    record EveryNode() implements Threshold {
        @Override
        public boolean gives(int depth) {
            return true;
        }
    }

    /// Down to a depth. Right for a tree that is balanced: else most of these tasks have nothing to do, and one of them
    /// has it all.
    ///
    /// @param levels subtrees whose root is above this depth are given away; the root of the tree has depth 0
    record Depth(int levels) implements Threshold {
        public Depth {
            if (levels < 0) {
                throw new IllegalArgumentException("levels must not be negative, but was " + levels);
            }
        }

        @Override
        public boolean gives(int depth) {
            return depth < levels;
        }
    }

    /// While there is not enough for others to steal. Nothing need be known of the tree: where nobody steals nothing is
    /// given, and whoever has the big subtree goes on giving.
    ///
    /// @param most how many tasks may wait in this worker's queue beyond what others will take: 3, say
    /// @see ForkJoinTask#getSurplusQueuedTaskCount
    record Surplus(int most) implements Threshold {
        public Surplus {
            if (most < 0) {
                throw new IllegalArgumentException("most must not be negative, but was " + most);
            }
        }

        @Override
        public boolean gives(int depth) {
            return ForkJoinTask.getSurplusQueuedTaskCount() <= most;
        }
    }

    /// Whether to give away a subtree whose root has that depth. For a task that runs in a ForkJoinPool.
    boolean gives(int depth);
}
