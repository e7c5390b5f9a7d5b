package happensbefore.docs.violating.lockfree;

import happensbefore.docs.violating.synchronization.Later;

/// Violates: lock-free uses synchronization, which comes later.
public final class ReachesForward {
    public Later later() {
        return new Later();
    }
}
