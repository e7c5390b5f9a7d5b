package happensbefore.otlpsystem;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/// What became of every item that a gateway has taken.
///
/// - Invariant: received = exported + dropped + queued + in flight, at every [#account].
/// - Invariant: an item is received when the next stage has it, neither before nor without it; none is
///   after [#close].
/// - Linearizes: each step under the monitor, under which nobody waits.
///
/// For any number of threads.
public final class Books {
    private final Map<String, Long> dropped = new TreeMap<>(); // guarded by this, as all below
    private long received;
    private long exported;
    private long queued;
    private long inFlight;
    private boolean closed;

    // @start region="accept"
    /// Takes items from a sender, if the next stage takes them.
    ///
    /// @param handOver gives them to the next stage, without waiting; false when it has no room
    /// @return whether they were taken: if not, they are still the sender's
    public synchronized boolean accept(long items, BooleanSupplier handOver) {
        if (closed || !handOver.getAsBoolean()) {
            return false;
        }
        received += items;
        queued += items; // under the same monitor: the next stage cannot have moved them on before
        return true;
    }
    // @end

    /// Lets nothing in any more: when this returns, all that will ever be received was handed over.
    public synchronized void close() {
        closed = true;
    }

    public synchronized boolean isClosed() {
        return closed;
    }

    /// Queued items are dropped before they come to a backend.
    public synchronized void dropped(String reason, long items) {
        queued -= items;
        count(reason, items);
    }

    /// Queued items are handed to the backends.
    public synchronized void handed(long items) {
        queued -= items;
        inFlight += items;
    }

    /// It is known what became of items in flight.
    ///
    /// @param taken of them by the backends
    /// @param reason why the others are dropped; of no meaning when there are none
    public synchronized void settled(long items, long taken, String reason) {
        inFlight -= items;
        exported += taken;
        count(reason, items - taken);
    }

    private void count(String reason, long items) {
        if (items > 0) {
            dropped.merge(reason, items, Long::sum);
        }
    }

    public synchronized Account account() {
        return new Account(received, exported, dropped, queued, inFlight);
    }
}
