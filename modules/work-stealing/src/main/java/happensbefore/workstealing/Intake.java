package happensbefore.workstealing;

import happensbefore.workstealing.ChaseLevDeque.Steal;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The way into a pool: a few injectors, so that submitters seldom meet, and one that is stopped on its way holds
/// up few others. Each thread goes to one of them, always the same: what it submits stands there in its order.
///
/// - Invariant: as for each [Injector].
/// - Progress: as theirs. For any number of threads.
final class Intake {
    private static final int MOST = 64;

    private final Injector<Runnable>[] lanes;
    private final Injector<Runnable> handedOn = new Injector<>();

    /// @param parallelism of the pool: with twice as many lanes, rounded up to a power of two
    Intake(int parallelism) {
        int size = Math.min(MOST, Integer.highestOneBit(2 * parallelism - 1) << 1);
        lanes = lanes(size);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    private static Injector<Runnable>[] lanes(int size) {
        return IntStream.range(0, size).mapToObj(_ -> new Injector<Runnable>()).toArray(Injector[]::new);
    }

    /// @return false when this is closed: then the task is not in
    boolean push(Runnable task) {
        return lanes[(int) Thread.currentThread().threadId() & lanes.length - 1].push(task);
    }

    /// For a task that was accepted before, and that the worker which has it leaves to another one. Also when closed.
    void handOn(Runnable task) {
        handedOn.push(task);
    }

    /// Refuses what comes from now on.
    void close() {
        for (Injector<Runnable> lane : lanes) {
            lane.close();
        }
    }

    /// A lane with something to steal, as in [Injector#isReady], or null.
    ///
    /// @param from the number of the lane to begin with, of any size
    /// @param step to the next one: 1 or -1. Of two workers that begin side by side and go apart, each finds a
    ///     lane of its own as long as two are ready.
    @Nullable
    Injector<Runnable> readyLane(int from, int step) {
        if (handedOn.isReady()) {
            return handedOn;
        }
        for (int i = 0; i < lanes.length; i++) {
            Injector<Runnable> lane = lanes[from + step * i & lanes.length - 1];
            if (lane.isReady()) {
                return lane;
            }
        }
        return null;
    }

    /// As [Injector#steal], of any lane: empty when each lane was.
    Steal<Runnable> steal() {
        for (Injector<Runnable> lane : lanes) {
            Steal<Runnable> steal = lane.steal();
            if (!(steal instanceof Steal.Empty)) {
                return steal;
            }
        }
        return handedOn.steal();
    }

    /// Whether nothing is in it, nor on its way in.
    boolean isEmpty() {
        for (Injector<Runnable> lane : lanes) {
            if (!lane.isEmpty()) {
                return false;
            }
        }
        return handedOn.isEmpty();
    }

    /// The sum over the lanes of [Injector#size].
    long size() {
        long size = handedOn.size();
        for (Injector<Runnable> lane : lanes) {
            size += lane.size();
        }
        return size;
    }
}
