package happensbefore.otlpsystem.otlp;

import happensbefore.spanexport.Answer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Whether a freight may go to the backends now. Used by one thread.
///
/// By [Answer#ALL] it goes when every backend has room. By [Answer#FIRST] it waits for those that keep up, as long as
/// one of them has room at all: a backend that fails is not waited for, nor one that *lags*, which has not made room
/// for so long. It keeps up again once half of its queue is empty.
final class RoomRule {
    private final List<Outlet> outlets;
    private final Answer rule;
    private final long patienceNanos;
    private final Set<String> lagging = new HashSet<>();

    /// @param laggingAfter of no meaning with [Answer#ALL]
    RoomRule(List<Outlet> outlets, Answer rule, @Nullable Duration laggingAfter) {
        this.outlets = List.copyOf(outlets);
        this.rule = rule;
        patienceNanos = laggingAfter == null ? 0 : laggingAfter.toNanos();
    }

    // @start region="mayGo"
    /// @param waited for how long it has been asked for this freight, in nanoseconds
    boolean mayGo(Freight freight, long waited) {
        if (rule == Answer.ALL) {
            return outlets.stream().allMatch(each -> each.hasRoom(freight));
        }
        boolean anyHealthy = outlets.stream().anyMatch(Outlet::isHealthy);
        boolean safe = false; // with somebody, and not only with one that fails
        boolean wanted = false; // by somebody who keeps up, and has no room now
        for (Outlet each : outlets) {
            boolean healthy = each.isHealthy() || !anyHealthy;
            if (each.isHalfEmpty()) {
                lagging.remove(each.backend().name());
            }
            if (each.hasRoom(freight)) {
                safe |= healthy;
            } else if (waited >= patienceNanos) {
                lagging.add(each.backend().name());
            } else {
                wanted |= healthy && !lagging.contains(each.backend().name());
            }
        }
        return safe && !wanted;
    }
    // @end
}
