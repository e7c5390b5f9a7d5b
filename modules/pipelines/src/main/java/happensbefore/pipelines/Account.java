package happensbefore.pipelines;

/// What became of a run's items: `in = out + failed + filtered + cutOff + inFlight`. The other five are counted
/// where they happen, and `inFlight` is the rest; once the run is over, it is 0.
///
/// @param in items that came from the source
/// @param out items that the sink has accepted
/// @param failed items whose failure ended the run: one, or none
/// @param filtered items for which a step has returned null
/// @param cutOff items that were on their way, or just being worked on, when the run ended early
public record Account(long in, long out, long failed, long filtered, long cutOff) {
    /// Items that are neither out nor failed.
    public long dropped() {
        return filtered + cutOff;
    }

    /// Items of which nothing has become yet.
    public long inFlight() {
        return in - out - failed - dropped();
    }
}
