package happensbefore.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;

/// Real threads that start together at a gate and are joined within a bound. An error in any of them comes out.
///
/// ```java
/// try (Race race = Race.within(Duration.ofSeconds(5))) {
///     race.thread("writer", () -> queue.offer(1));
///     race.thread("reader", () -> seen = queue.poll());
///     race.run();
/// }
/// ```
///
/// For behavior under real concurrency, such as termination: a race that passes proves no absence of races.
/// Used by one thread, which owns the others: `close` interrupts any that are left.
public final class Race implements AutoCloseable {
    private final Duration bound;
    private final CountDownLatch gate = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final List<Throwable> errors = new ArrayList<>(); // guarded by itself

    private Race(Duration bound) {
        this.bound = bound;
    }

    public static Race within(Duration bound) {
        return new Race(bound);
    }

    public Race thread(String name, Crew.Work work) {
        return add(Thread.ofPlatform().name(name).daemon().factory(), work);
    }

    public Race virtualThread(String name, Crew.Work work) {
        return add(Thread.ofVirtual().name(name).factory(), work);
    }

    private Race add(ThreadFactory factory, Crew.Work work) {
        threads.add(factory.newThread(() -> {
            try {
                gate.await();
                work.run();
            } catch (Throwable e) {
                synchronized (errors) {
                    errors.add(e);
                }
            }
        }));
        return this;
    }

    /// Opens the gate and waits for all.
    ///
    /// @throws StuckThreads when some have not ended within the bound; `close` interrupts them
    /// @throws InterruptedException when interrupted while waiting
    public void run() throws InterruptedException {
        threads.forEach(Thread::start);
        gate.countDown();
        long deadline = System.nanoTime() + bound.toNanos();
        for (Thread thread : threads) {
            thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        }
        List<Thread> stuck = threads.stream().filter(Thread::isAlive).toList();
        if (!stuck.isEmpty()) {
            throw StuckThreads.after(bound, stuck);
        }
        synchronized (errors) {
            if (!errors.isEmpty()) {
                Throwable first = errors.getFirst();
                errors.stream().skip(1).filter(error -> error != first).forEach(first::addSuppressed);
                throw Crew.<RuntimeException>sneaky(first);
            }
        }
    }

    /// Interrupts the threads that have not ended.
    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }
}
