package happensbefore.channels;

/// How a call that does not wait for ever, and throws nothing, ended. Unless it was sent, the caller has
/// the value still.
public enum SendResult {
    /// The channel has it: a receiver will get it if any asks.
    SENT,
    /// There was no room, or no receiver waited at a rendezvous.
    FULL,
    /// No receiver is left.
    CLOSED
}
