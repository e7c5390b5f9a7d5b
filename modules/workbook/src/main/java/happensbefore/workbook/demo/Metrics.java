package happensbefore.workbook.demo;

import happensbefore.telemetry.receiver.ReceivedMetric;
import happensbefore.workbook.demo.DemoRun.Metric;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Received metric points as a table: the newest of each stream, of the project's own instruments.
final class Metrics {
    private static final String OURS = "happensbefore.";

    private Metrics() {}

    private record Stream(String scope, String name, Map<String, Object> attributes) {}

    /// The newest point of each stream, by name. What the SDK says of itself is left out.
    static List<Metric> of(List<ReceivedMetric> points) {
        Map<Stream, ReceivedMetric> newest = new HashMap<>();
        for (ReceivedMetric point : points) {
            if (point.scope().startsWith(OURS)) {
                newest.merge(
                        new Stream(point.scope(), point.name(), point.attributes()),
                        point,
                        (one, other) -> one.epochNanos() > other.epochNanos() ? one : other);
            }
        }
        return newest.values().stream()
                .map(Metrics::metric)
                .sorted(Comparator.comparing(Metrics::title))
                .toList();
    }

    private static Metric metric(ReceivedMetric point) {
        Map<String, String> attributes = new HashMap<>();
        point.attributes().forEach((key, value) -> attributes.put(key, String.valueOf(value)));
        return new Metric(point.name(), attributes, point.unit(), point.value(), point.count());
    }

    /// `happensbefore.queue.retries{operation=poll}`; the instance's name is left out.
    static String title(Metric metric) {
        String attributes = attributes(metric).entrySet().stream()
                .map(attribute -> attribute.getKey() + "=" + attribute.getValue())
                .collect(Collectors.joining(","));
        return metric.name() + (attributes.isEmpty() ? "" : "{" + attributes + "}");
    }

    /// `stage=decode, state=work`: for below the metric's name, of each key what stands behind its last dot.
    static String attributesInShort(Metric metric) {
        return attributes(metric).entrySet().stream()
                .map(attribute ->
                        attribute.getKey().substring(attribute.getKey().lastIndexOf('.') + 1) + "="
                                + attribute.getValue())
                .collect(Collectors.joining(", "));
    }

    private static Map<String, String> attributes(Metric metric) {
        Map<String, String> attributes = new TreeMap<>(metric.attributes());
        attributes.keySet().removeIf(key -> key.endsWith(".name"));
        return attributes;
    }

    /// `1,234 {item}`, with the unit as it was sent; a histogram as its count and mean.
    static String value(Metric metric) {
        String unit = metric.unit().isEmpty() ? "" : " " + metric.unit();
        return metric.count() > 0
                ? "%s, mean %s%s".formatted(Words.count(metric.count()), number(metric.value() / metric.count()), unit)
                : number(metric.value()) + unit;
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Words.count((long) value)
                : String.format(Locale.ROOT, Math.abs(value) < 0.01 ? "%.2g" : "%,.3f", value);
    }
}
