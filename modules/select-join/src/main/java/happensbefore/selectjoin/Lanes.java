package happensbefore.selectjoin;

import happensbefore.channels.Received;
import happensbefore.channels.Receiver;
import happensbefore.channels.Receiving;
import happensbefore.channels.Select;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Receives from several channels, the most urgent first, and lets none wait for ever.
///
/// - A lane ages by one with each value that is taken elsewhere while it has something. A lane that has
///   reached the limit goes before the urgent ones, once.
/// - Invariant: while a lane has something, at most `ageing + lanes - 2` values in a row are taken
///   elsewhere. With [#STRICT] there is no such bound, and a busy urgent lane starves the others.
/// - A lane that ends leaves: it neither spins nor ends the rest.
///
/// For one thread. The receivers stay the caller's to close.
public final class Lanes<T> {
    /// No ageing: a less urgent value is taken only when no more urgent one is there.
    public static final int STRICT = Integer.MAX_VALUE;

    private static final class Lane<T> {
        final Receiver<T> receiver;
        final Receiving<T> receiving;
        int age;

        Lane(Receiver<T> receiver, Receiving<T> receiving) {
            this.receiver = receiver;
            this.receiving = receiving;
        }
    }

    private final Select select = Select.biased();
    private final List<Lane<T>> lanes = new ArrayList<>();
    private final int ageing;

    /// @param receivers the most urgent first
    /// @param ageing after how many values from elsewhere a lane that has something goes first; [#STRICT]
    ///     for never
    /// @throws IllegalArgumentException when the ageing is below 1
    public Lanes(List<Receiver<T>> receivers, int ageing) {
        if (ageing < 1) {
            throw new IllegalArgumentException("an ageing of " + ageing + " lets nothing be urgent");
        }
        this.ageing = ageing;
        receivers.forEach(receiver -> lanes.add(new Lane<>(receiver, select.receive(receiver))));
    }

    // @start region="receive"
    /// The next value; null when every lane has ended.
    ///
    /// @throws InterruptedException when interrupted before or while it waits; nothing was taken
    public @Nullable T receive() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        T value = overdue();
        while (value == null && select.await() != null) {
            value = taken();
        }
        return value;
    }

    /// From the oldest lane, if that has waited long enough.
    private @Nullable T overdue() {
        Lane<T> oldest = null;
        for (Lane<T> lane : lanes) {
            if (lane.age >= ageing && (oldest == null || lane.age > oldest.age)) {
                oldest = lane;
            }
        }
        if (oldest != null && oldest.receiver.tryReceive() instanceof Received.Value<T>(T value)) {
            grewOlder(oldest);
            return value;
        }
        return null;
    }
    // @end

    /// Of the case that was chosen; null when that was a lane's end.
    private @Nullable T taken() {
        for (Lane<T> lane : lanes) {
            T value = lane.receiving.value();
            if (value != null) {
                grewOlder(lane);
                return value;
            }
        }
        return null;
    }

    // @start region="age"
    private void grewOlder(Lane<T> served) {
        for (Lane<T> lane : lanes) {
            boolean waits = lane != served && lane.receiver.size() > 0;
            lane.age = waits ? lane.age + 1 : 0;
        }
    }
    // @end
}
