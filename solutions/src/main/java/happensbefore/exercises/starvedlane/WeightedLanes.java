package happensbefore.exercises.starvedlane;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/// Serves several lanes by their weights. Safe for any number of threads.
public final class WeightedLanes<T> {
    private static final class Lane<T> {
        final int weight;
        final Queue<T> values = new ArrayDeque<>();
        int credit;

        Lane(int weight) {
            this.weight = weight;
        }
    }

    private final List<Lane<T>> lanes = new ArrayList<>(); // the list never changes; its content guarded by this

    /// @param weights one for each lane, all positive
    public WeightedLanes(int... weights) {
        for (int weight : weights) {
            lanes.add(new Lane<>(weight));
        }
    }

    /// Never waits.
    public synchronized void put(int lane, T value) {
        lanes.get(lane).values.add(value);
        notify(); // one value, one thread
    }

    /// The next value.
    ///
    /// @throws InterruptedException when interrupted; nothing was taken
    public synchronized T take() throws InterruptedException {
        while (true) {
            T next = poll();
            if (next != null) {
                return next;
            }
            wait();
        }
    }

    private @Nullable T poll() {
        Lane<T> richest = null;
        int given = 0;
        for (Lane<T> lane : lanes) {
            if (lane.values.isEmpty()) {
                lane.credit = 0; // this round is held without it
            } else {
                lane.credit += lane.weight;
                given += lane.weight;
                if (richest == null || lane.credit > richest.credit) {
                    richest = lane;
                }
            }
        }
        if (richest == null) {
            return null;
        }
        richest.credit -= given;
        return richest.values.poll();
    }
}
