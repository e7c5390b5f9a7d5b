package happensbefore.telemetry.receiver;

import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One metric point as it arrived. Immutable. A cumulative metric arrives again with every export; for its
/// value now ask [EmbeddedReceiver#latestSum(String)].
///
/// @param service the resource's `service.name`, or empty
/// @param scope the instrumentation scope's name
/// @param unit in the notation of UCUM, or empty
/// @param attributes the point's own, values as [AttributeValues] gives them
/// @param value a gauge's or sum's number; a histogram's or summary's sum, NaN when it was not sent
/// @param count how many measurements are in a histogram or summary; 0 for the others
/// @param monotonic whether a sum only grows; false for the others
/// @param temporality null for gauges and summaries
/// @param startEpochNanos when this stream began, nanoseconds since 1970-01-01T00:00Z; 0 when not sent
/// @param epochNanos when the point was taken, nanoseconds since 1970-01-01T00:00Z
public record ReceivedMetric(
        String service,
        String scope,
        String name,
        String unit,
        Type type,
        Map<String, Object> attributes,
        double value,
        long count,
        boolean monotonic,
        @Nullable AggregationTemporality temporality,
        long startEpochNanos,
        long epochNanos) {

    public ReceivedMetric {
        attributes = Map.copyOf(attributes);
    }

    /// The kinds of metric OTLP has.
    public enum Type {
        GAUGE,
        SUM,
        HISTOGRAM,
        EXPONENTIAL_HISTOGRAM,
        SUMMARY
    }

    boolean isDelta() {
        return temporality == AggregationTemporality.DELTA;
    }

    ReceivedMetric plus(ReceivedMetric later) {
        return new ReceivedMetric(
                service,
                scope,
                name,
                unit,
                type,
                attributes,
                value + later.value,
                count + later.count,
                monotonic,
                temporality,
                startEpochNanos,
                Math.max(epochNanos, later.epochNanos));
    }
}
