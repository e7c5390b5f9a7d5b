package happensbefore.telemetry.receiver;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Each metric stream's value now: the newest point of a cumulative stream or gauge, the total of a delta stream.
/// A counter that starts again (new start time) is a stream of its own, so that what it had counted still counts.
/// Not thread-safe: [Arrivals] guards it.
final class MetricSeries {
    private final int limit;
    private final Map<Key, ReceivedMetric> series = new HashMap<>();
    private long pointsNotKept;

    MetricSeries(int limit) {
        this.limit = limit;
    }

    private record Key(
            Map<String, Object> resource,
            String scope,
            String name,
            ReceivedMetric.Type type,
            Map<String, Object> attributes,
            long startOfCounter) {}

    void add(List<MetricDecoder.Decoded> points) {
        for (MetricDecoder.Decoded decoded : points) {
            ReceivedMetric point = decoded.point();
            Key key = new Key(
                    decoded.resource(),
                    point.scope(),
                    point.name(),
                    point.type(),
                    point.attributes(),
                    onlyGrows(point) && !point.isDelta() ? point.startEpochNanos() : 0);
            if (series.size() < limit || series.containsKey(key)) {
                series.merge(key, point, MetricSeries::newer);
            } else {
                pointsNotKept++;
            }
        }
    }

    private static boolean onlyGrows(ReceivedMetric point) {
        return switch (point.type()) {
            case SUM -> point.monotonic();
            case HISTOGRAM, EXPONENTIAL_HISTOGRAM, SUMMARY -> true;
            case GAUGE -> false;
        };
    }

    private static ReceivedMetric newer(ReceivedMetric known, ReceivedMetric arrived) {
        if (arrived.isDelta()) {
            return known.plus(arrived);
        }
        return arrived.epochNanos() >= known.epochNanos() ? arrived : known;
    }

    Stream<ReceivedMetric> named(String name) {
        return series.values().stream().filter(p -> p.name().equals(name));
    }

    long pointsNotKept() {
        return pointsNotKept;
    }

    void clear() {
        series.clear();
        pointsNotKept = 0;
    }
}
