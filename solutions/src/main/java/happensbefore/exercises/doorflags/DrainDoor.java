package happensbefore.exercises.doorflags;

/// Keeps a worker and a closer apart: whoever raises its flag second sees the other's.
///
/// - Invariant: each side writes its own flag before it reads the other's, and all four accesses have one total order.
/// - Linearizes: `enter` at its read of `closed`, `close` at its read of `inside`.
/// - Progress: wait-free.
public final class DrainDoor {
    private volatile boolean inside;
    private volatile boolean closed;

    /// Tries to go in; one worker.
    ///
    /// @return true when inside, false when the door is closed
    public boolean enter() {
        inside = true; // volatile: stands before the read of `closed`; pairs with close, which does the two mirrored
        if (closed) {
            inside = false;
            return false;
        }
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
