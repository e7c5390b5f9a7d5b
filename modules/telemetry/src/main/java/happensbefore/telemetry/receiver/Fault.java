package happensbefore.telemetry.receiver;

import java.time.Duration;

/// What a receiver can be told to do wrong to a request; [FaultPlan] says to which. Immutable.
public sealed interface Fault {

    FaultKind kind();

    /// Refuses, and asks the client to send again: 503 with Retry-After over HTTP, UNAVAILABLE with RetryInfo
    /// over gRPC.
    ///
    /// @param retryAfter how long the client shall wait; HTTP rounds it up to whole seconds
    record RejectRetryable(Duration retryAfter) implements Fault {
        public RejectRetryable {
            checkNotNegative(retryAfter);
        }

        @Override
        public FaultKind kind() {
            return FaultKind.REJECT_RETRYABLE;
        }
    }

    /// Refuses for good: 400 over HTTP, INVALID_ARGUMENT over gRPC.
    record RejectPermanent() implements Fault {
        @Override
        public FaultKind kind() {
            return FaultKind.REJECT_PERMANENT;
        }
    }

    /// Takes the request after that time.
    record Delay(Duration time) implements Fault {
        public Delay {
            checkNotNegative(time);
        }

        @Override
        public FaultKind kind() {
            return FaultKind.DELAY;
        }
    }

    /// Reads the request and does not answer. Once the plan is changed, the receiver closed, or the client gone,
    /// the connection is closed; nothing was taken.
    record Hang() implements Fault {
        @Override
        public FaultKind kind() {
            return FaultKind.HANG;
        }
    }

    /// Reads the request and closes its connection, with all other requests on it; nothing was taken.
    record CloseConnection() implements Fault {
        @Override
        public FaultKind kind() {
            return FaultKind.CLOSE_CONNECTION;
        }
    }

    /// Takes the request without the last of its items, and says how many it rejected.
    ///
    /// @param share of the items to reject, 0 to 1, rounded to the nearest number of items
    record PartialSuccess(double share) implements Fault {
        public PartialSuccess {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("a share is 0 to 1, not " + share);
            }
        }

        @Override
        public FaultKind kind() {
            return FaultKind.PARTIAL_SUCCESS;
        }
    }

    private static void checkNotNegative(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a time is not negative: " + time);
        }
    }
}
