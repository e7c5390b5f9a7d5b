package happensbefore.channels;

/// Nobody can receive what was to be sent: the last receiver has gone. The value was not handed over.
public final class ChannelClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1;

    private final transient Object value;

    ChannelClosedException(Object value) {
        super("no receiver is left");
        this.value = value;
    }

    /// What was to be sent. Null after serialization only.
    public Object value() {
        return value;
    }
}
