package happensbefore.spanexport;

import java.util.Locale;

/// Why an item was not exported.
public enum Drop {
    /// There was no room for it: [Overload.DropNewest].
    QUEUE_FULL,
    /// It had to make room for a newer one: [Overload.DropOldest].
    DISPLACED,
    /// There was no room for it in time: [Overload.TimeOut].
    TIMED_OUT,
    /// There was no room for it, and its producer was told so: [Overload.Fail].
    REFUSED,
    /// Its producer was interrupted while it waited for room.
    INTERRUPTED,
    /// It alone weighs more than all items together may.
    TOO_LARGE,
    /// It came after the shutdown.
    ALREADY_SHUTDOWN,
    /// The backend took its batch, and rejected it: [PartlyRejectedException].
    REJECTED,
    /// Its export failed.
    EXPORT_FAILED,
    /// Its export had no outcome in time: its own, or the shutdown's.
    EXPORT_TIMED_OUT,
    /// Its exports failed for passing reasons until it was time to stop.
    RETRIES_EXHAUSTED,
    /// Its export failed for a passing reason, and its backend's budget for retries was spent.
    RETRY_BUDGET_SPENT,
    /// Its backend's circuit breaker was open: it was not tried.
    CIRCUIT_OPEN,
    /// The shutdown's time was over, and it was still queued.
    ABANDONED;

    /// As an attribute's value: `queue_full`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
