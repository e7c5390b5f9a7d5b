package happensbefore.telemetry;

/// Counts one signal's items from record to acknowledgment. Thread-safe.
///
/// - Invariant: `recorded == acknowledged + failed + dropped + pending` at every moment.
final class Ledger {
    private long acknowledged;
    private long failed;
    private long dropped;
    private long pending;

    /// Whether fewer than `capacity` items are pending, so that one more may follow; if not, it is counted as dropped.
    /// A queue of that capacity behind this never drops on its own, unseen.
    synchronized boolean offer(int capacity) {
        if (pending >= capacity) {
            dropped++;
            return false;
        }
        pending++;
        return true;
    }

    synchronized void settle(int items, boolean success) {
        pending -= items;
        if (success) {
            acknowledged += items;
        } else {
            failed += items;
        }
    }

    synchronized Delivery snapshot() {
        return new Delivery(acknowledged, failed, dropped, pending);
    }
}
