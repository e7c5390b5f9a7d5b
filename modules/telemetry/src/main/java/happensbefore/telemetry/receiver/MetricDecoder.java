package happensbefore.telemetry.receiver;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.DataPointFlags;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// From OTLP's metrics to our points. A point flagged "no recorded value" carries none and is left out.
final class MetricDecoder {
    private final List<Decoded> points = new ArrayList<>();
    private final Map<String, Object> resource;
    private final String service;
    private final String scope;

    private MetricDecoder(Map<String, Object> resource, String service, String scope) {
        this.resource = resource;
        this.service = service;
        this.scope = scope;
    }

    /// A point with the whole resource it came from, which is part of its stream's identity.
    record Decoded(Map<String, Object> resource, ReceivedMetric point) {}

    static List<Decoded> decode(ExportMetricsServiceRequest request) {
        List<Decoded> all = new ArrayList<>();
        for (ResourceMetrics resource : request.getResourceMetricsList()) {
            Map<String, Object> attributes =
                    AttributeValues.of(resource.getResource().getAttributesList());
            String service = Origin.serviceOf(resource.getResource());
            for (ScopeMetrics scope : resource.getScopeMetricsList()) {
                MetricDecoder decoder =
                        new MetricDecoder(attributes, service, scope.getScope().getName());
                scope.getMetricsList().forEach(decoder::decode);
                all.addAll(decoder.points);
            }
        }
        return all;
    }

    private void decode(Metric metric) {
        switch (metric.getDataCase()) {
            case GAUGE ->
                metric.getGauge()
                        .getDataPointsList()
                        .forEach(p -> number(metric, ReceivedMetric.Type.GAUGE, false, null, p));
            case SUM -> {
                var sum = metric.getSum();
                sum.getDataPointsList()
                        .forEach(p -> number(
                                metric,
                                ReceivedMetric.Type.SUM,
                                sum.getIsMonotonic(),
                                temporality(sum.getAggregationTemporality()),
                                p));
            }
            case HISTOGRAM -> {
                var histogram = metric.getHistogram();
                for (var p : histogram.getDataPointsList()) {
                    add(
                            metric,
                            ReceivedMetric.Type.HISTOGRAM,
                            p.getAttributesList(),
                            new Values(p.hasSum() ? p.getSum() : Double.NaN, p.getCount(), false),
                            temporality(histogram.getAggregationTemporality()),
                            new Times(p.getStartTimeUnixNano(), p.getTimeUnixNano(), p.getFlags()));
                }
            }
            case EXPONENTIAL_HISTOGRAM -> {
                var histogram = metric.getExponentialHistogram();
                for (var p : histogram.getDataPointsList()) {
                    add(
                            metric,
                            ReceivedMetric.Type.EXPONENTIAL_HISTOGRAM,
                            p.getAttributesList(),
                            new Values(p.hasSum() ? p.getSum() : Double.NaN, p.getCount(), false),
                            temporality(histogram.getAggregationTemporality()),
                            new Times(p.getStartTimeUnixNano(), p.getTimeUnixNano(), p.getFlags()));
                }
            }
            case SUMMARY -> {
                for (var p : metric.getSummary().getDataPointsList()) {
                    add(
                            metric,
                            ReceivedMetric.Type.SUMMARY,
                            p.getAttributesList(),
                            new Values(p.getSum(), p.getCount(), false),
                            null,
                            new Times(p.getStartTimeUnixNano(), p.getTimeUnixNano(), p.getFlags()));
                }
            }
            case DATA_NOT_SET -> {}
        }
    }

    private record Values(double value, long count, boolean monotonic) {}

    private record Times(long start, long now, int flags) {}

    private void number(
            Metric metric,
            ReceivedMetric.Type type,
            boolean monotonic,
            io.opentelemetry.sdk.metrics.data.@Nullable AggregationTemporality temporality,
            NumberDataPoint p) {
        double value = p.hasAsInt() ? p.getAsInt() : p.getAsDouble();
        add(
                metric,
                type,
                p.getAttributesList(),
                new Values(value, 0, monotonic),
                temporality,
                new Times(p.getStartTimeUnixNano(), p.getTimeUnixNano(), p.getFlags()));
    }

    private void add(
            Metric metric,
            ReceivedMetric.Type type,
            List<KeyValue> attributes,
            Values values,
            io.opentelemetry.sdk.metrics.data.@Nullable AggregationTemporality temporality,
            Times times) {
        if ((times.flags & DataPointFlags.DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK_VALUE) != 0) {
            return;
        }
        points.add(new Decoded(
                resource,
                new ReceivedMetric(
                        service,
                        scope,
                        metric.getName(),
                        metric.getUnit(),
                        type,
                        AttributeValues.of(attributes),
                        values.value,
                        values.count,
                        values.monotonic,
                        temporality,
                        times.start,
                        times.now)));
    }

    private static io.opentelemetry.sdk.metrics.data.@Nullable AggregationTemporality temporality(
            AggregationTemporality temporality) {
        return switch (temporality) {
            case AGGREGATION_TEMPORALITY_DELTA -> io.opentelemetry.sdk.metrics.data.AggregationTemporality.DELTA;
            case AGGREGATION_TEMPORALITY_CUMULATIVE ->
                io.opentelemetry.sdk.metrics.data.AggregationTemporality.CUMULATIVE;
            case AGGREGATION_TEMPORALITY_UNSPECIFIED, UNRECOGNIZED -> null;
        };
    }
}
