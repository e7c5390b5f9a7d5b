package happensbefore.producerconsumer;

/// There was no room, and the hand-over was told to fail then. The item was counted as dropped.
public final class OverloadedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    OverloadedException(int capacity) {
        super("all " + capacity + " places are taken");
    }
}
