package happensbefore.spanexport;

/// The backend has taken a batch, but for so many of its items: those are lost, and sending the batch again
/// would
/// deliver the others twice.
public final class PartlyRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final long items;

    /// @param items how many were rejected; at least 1
    public PartlyRejectedException(long items) {
        super("the backend rejected " + items + " of a batch's items");
        this.items = items;
    }

    /// How many items were rejected.
    public long items() {
        return items;
    }
}
