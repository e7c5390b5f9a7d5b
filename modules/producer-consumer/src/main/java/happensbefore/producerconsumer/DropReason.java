package happensbefore.producerconsumer;

import java.util.Locale;

/// Why an item that was produced is never consumed.
public enum DropReason {
    /// There was no room for it: [Overload.DropNewest].
    NEWEST,
    /// It had to make room for a newer one: [Overload.DropOldest].
    OLDEST,
    /// There was no room for it in time: [Overload.TimeOut].
    TIMED_OUT,
    /// There was no room for it, and its producer was told so: [Overload.Fail].
    REFUSED,
    /// Its producer was interrupted while it waited for room.
    INTERRUPTED,
    /// The last consumer had gone, and the item was on its way or was still offered.
    ABANDONED;

    /// As an attribute's value: `timed_out`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
