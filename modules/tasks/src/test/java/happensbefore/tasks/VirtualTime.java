package happensbefore.tasks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Time that passes only when somebody sleeps or says so. For one thread at a time.
public final class VirtualTime implements Time {
    private final List<Duration> sleeps = new ArrayList<>();
    private long now;

    @Override
    public synchronized long nanos() {
        return now;
    }

    @Override
    public synchronized void sleep(Duration duration) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        sleeps.add(duration);
        now += duration.toNanos();
    }

    public synchronized void pass(Duration duration) {
        now += duration.toNanos();
    }

    public synchronized List<Duration> sleeps() {
        return List.copyOf(sleeps);
    }
}
