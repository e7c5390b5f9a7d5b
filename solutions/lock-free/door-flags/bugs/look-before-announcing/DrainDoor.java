// The worker looks first and raises its flag second, so the closer can come and go in between.
package happensbefore.exercises.doorflags;

public final class DrainDoor {
    private volatile boolean inside;
    private volatile boolean closed;

    /// Tries to go in; one worker.
    ///
    /// @return true when inside, false when the door is closed
    public boolean enter() {
        if (closed) {
            return false;
        }
        inside = true;
        return true;
    }

    /// Goes out; the worker that is inside.
    public void leave() {
        inside = false; // releases the worker's use of the buffer to the closer that reads it
    }

    /// Closes the door for good; one closer.
    ///
    /// @return true when nobody is inside
    public boolean close() {
        closed = true; // volatile: stands before the read of `inside`; pairs with enter
        return !inside;
    }
}
