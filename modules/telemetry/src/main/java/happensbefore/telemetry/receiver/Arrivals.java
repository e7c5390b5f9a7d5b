package happensbefore.telemetry.receiver;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// What arrived. Thread-safe: one lock guards it all, and `changed` is signalled under it after every addition.
final class Arrivals {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Shelf<ReceivedSpan> spans;
    private final Shelf<ReceivedMetric> metrics;
    private final Shelf<ReceivedLog> logs;
    private final MetricSeries series;

    Arrivals(int limit) {
        spans = new Shelf<>(limit);
        metrics = new Shelf<>(limit);
        logs = new Shelf<>(limit);
        series = new MetricSeries(limit);
    }

    void addSpans(List<ReceivedSpan> arrived, int rejected) {
        change(() -> spans.add(arrived, rejected));
    }

    void addMetrics(List<MetricDecoder.Decoded> arrived, int rejected) {
        change(() -> {
            metrics.add(arrived.stream().map(MetricDecoder.Decoded::point).toList(), rejected);
            series.add(arrived);
        });
    }

    void addLogs(List<ReceivedLog> arrived, int rejected) {
        change(() -> logs.add(arrived, rejected));
    }

    void clear() {
        change(() -> {
            spans.clear();
            metrics.clear();
            logs.clear();
            series.clear();
        });
    }

    List<ReceivedSpan> spans() {
        return read(spans::kept);
    }

    List<ReceivedMetric> metrics() {
        return read(metrics::kept);
    }

    List<ReceivedLog> logs() {
        return read(logs::kept);
    }

    List<ReceivedMetric> latest(String metric) {
        return read(() -> series.named(metric).toList());
    }

    long seriesPointsNotKept() {
        return read(series::pointsNotKept);
    }

    ItemCounts counts(Signal signal) {
        return read(() -> switch (signal) {
            case TRACES -> spans.counts();
            case METRICS -> metrics.counts();
            case LOGS -> logs.counts();
        });
    }

    boolean awaitSpans(int count, Duration bound) throws InterruptedException {
        return await(() -> spans.size() >= count, bound);
    }

    boolean awaitLogs(int count, Duration bound) throws InterruptedException {
        return await(() -> logs.size() >= count, bound);
    }

    private boolean await(BooleanSupplier condition, Duration bound) throws InterruptedException {
        long left = bound.toNanos();
        lock.lockInterruptibly();
        try {
            while (!condition.getAsBoolean()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void change(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private <R> R read(Supplier<R> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }
}
