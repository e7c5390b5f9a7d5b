package happensbefore.producerconsumer;

/// No consumer is left: whatever is produced would be for nobody. The item was counted as dropped.
public final class AbandonedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AbandonedException() {
        super("the last consumer has gone");
    }
}
