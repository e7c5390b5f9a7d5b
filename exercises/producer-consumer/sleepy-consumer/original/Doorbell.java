package happensbefore.exercises.sleepyconsumer;

/// Lets one worker wait until somebody has rung. Rings that come before it has answered count as one.
public final class Doorbell {
    private volatile boolean rung;

    /// Says that there is something to do. Any thread.
    public void ring() {
        rung = true;
    }

    /// Waits until the bell was rung since the last call returned. One thread at a time.
    public void await() throws InterruptedException {
        while (!rung) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            Thread.yield();
        }
        rung = false;
    }
}
