package happensbefore.telemetry.receiver;

import java.time.Duration;

/// What an [OtlpServer] gives its requests to. Called by any number of threads at once, all virtual, which
/// it may block: the sender waits for the answer.
@FunctionalInterface
public interface OtlpSink {
    /// @param request one export request of that signal in protobuf, of which only the format was looked
    ///     at; the callee's own from now on
    Answer take(Signal signal, byte[] request);

    /// What the sender is told.
    sealed interface Answer {
        Answer TAKEN = new Taken();

        /// All of it is the receiver's to look after now.
        record Taken() implements Answer {}

        /// It is no such request: 400 or INVALID_ARGUMENT. Not to be sent again.
        record Malformed(String why) implements Answer {}

        /// It is larger than can ever be taken: 413 or RESOURCE_EXHAUSTED without RetryInfo. Not to be
        /// sent again.
        record TooLarge(String why) implements Answer {}

        /// There is no room now: 429 or UNAVAILABLE, with Retry-After or RetryInfo.
        record Later(String why, Duration retryAfter) implements Answer {}

        /// The receiver is ending: 503 or UNAVAILABLE, with Retry-After or RetryInfo.
        record Closing(String why, Duration retryAfter) implements Answer {}
    }
}
