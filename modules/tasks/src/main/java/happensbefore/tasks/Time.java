package happensbefore.tasks;

import java.time.Duration;

/// A clock and the waiting that belongs to it, so that tests can bring time of their own.
///
/// Safe for any number of threads.
public interface Time {
    /// Nanoseconds since some fixed moment: only differences mean something.
    long nanos();

    /// Waits on the calling thread.
    void sleep(Duration duration) throws InterruptedException;

    /// The machine's.
    Time SYSTEM = new Time() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void sleep(Duration duration) throws InterruptedException {
            Thread.sleep(duration);
        }
    };
}
