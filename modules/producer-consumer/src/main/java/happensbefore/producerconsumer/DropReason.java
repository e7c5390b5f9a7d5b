package happensbefore.producerconsumer;

import java.util.Locale;

/// Why an item that was produced is never consumed.
public enum DropReason {
    /// Its producer was interrupted while it waited for room.
    INTERRUPTED,
    /// The last consumer had gone, and the item was on its way or was still offered.
    ABANDONED;

    /// As an attribute's value: `interrupted`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
