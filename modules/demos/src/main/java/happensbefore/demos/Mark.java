package happensbefore.demos;

/// What a span of that name, or an event, means in a picture.
///
/// @param name the span's or the event's
/// @param meaning for the legend
public record Mark(String name, Role role, String meaning) {
    /// The kinds of mark. A picture gives each a look of its own.
    public enum Role {
        /// The thread does what the load is about.
        WORK,
        /// The thread hands something over.
        HAND_OVER,
        /// The thread waits for others.
        WAIT,
        /// The thread is held up, on purpose.
        STALL,
        /// Something that happened during a span: an event, not a span.
        EVENT
    }
}
