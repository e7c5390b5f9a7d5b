package happensbefore.exercises.fixturebox;

import java.util.concurrent.atomic.AtomicInteger;

public class FixtureBox {
    private final AtomicInteger count = new AtomicInteger();

    public int increment() {
        return count.incrementAndGet();
    }

    public int get() {
        return count.get();
    }
}
