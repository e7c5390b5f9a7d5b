package happensbefore.docs.violating.telemetry;

import happensbefore.docs.violating.synchronization.Later;

/// Violates: telemetry that uses a topic.
public final class KnowsATopic {
    public Later later() {
        return new Later();
    }
}
