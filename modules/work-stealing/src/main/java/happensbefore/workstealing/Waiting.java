package happensbefore.workstealing;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Sleeps until a fork has ended. A worker leaves its place to another thread of its pool meanwhile.
final class Waiting {
    private Waiting() {}

    static void interruptibly(@Nullable Worker worker, Fork<?> fork) throws InterruptedException {
        if (worker != null) {
            worker.block();
        }
        try {
            while (fork.isPending()) {
                var ended = fork.sleep();
                if (fork.isPending()) { // after sleep: pairs with the read of the latch in tellTheEnd
                    ended.await();
                }
            }
        } finally {
            if (worker != null) {
                worker.unblock();
            }
        }
    }

    static void uninterruptibly(@Nullable Worker worker, Fork<?> fork) {
        boolean interrupted = false;
        while (fork.isPending()) {
            try {
                interruptibly(worker, fork);
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// @return false when the time was over first
    static boolean atMost(long nanos, @Nullable Worker worker, Fork<?> fork) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        if (worker != null) {
            worker.block();
        }
        try {
            while (fork.isPending()) {
                var ended = fork.sleep();
                if (fork.isPending() && !ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                    return !fork.isPending();
                }
            }
            return true;
        } finally {
            if (worker != null) {
                worker.unblock();
            }
        }
    }
}
