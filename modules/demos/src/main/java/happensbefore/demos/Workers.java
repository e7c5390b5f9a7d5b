package happensbefore.demos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;

/// The threads of a load. Owns them: none is left after `close`, which interrupts those that still run.
///
/// For one thread.
final class Workers implements AutoCloseable {
    /// Code that may be interrupted.
    @FunctionalInterface
    interface Work {
        void run() throws InterruptedException;
    }

    private static final Duration LOOK = Duration.ofMillis(50);

    private final List<Thread> threads = new ArrayList<>();
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

    void start(String name, Work work) {
        threads.add(Thread.ofPlatform().name(name).start(() -> {
            try {
                work.run();
            } catch (InterruptedException e) {
                // Only close interrupts: there is nothing left to do.
            } catch (Throwable e) {
                failures.add(e);
            }
        }));
    }

    /// Waits for all, or until one fails: then the others are interrupted.
    ///
    /// @throws IllegalStateException when one failed; the first failure is the cause
    void join() throws InterruptedException {
        for (Thread thread : threads) {
            while (failures.isEmpty() && !thread.join(LOOK)) {}
        }
        Throwable first = failures.poll();
        if (first != null) {
            close();
            throw new IllegalStateException("A thread of the load failed", first);
        }
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
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
