package happensbefore.telemetry.receiver;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What some streams of one metric say now, added up; empty when none of them is of the kind that is asked for.
record LatestPoints(List<ReceivedMetric> points) {

    /// Those whose attributes contain all of `attributes`.
    static LatestPoints matching(Map<String, ?> attributes, List<ReceivedMetric> points) {
        return new LatestPoints(points.stream()
                .filter(point -> AttributeValues.match(point.attributes(), attributes))
                .toList());
    }

    OptionalDouble sum() {
        return total(type -> type != ReceivedMetric.Type.GAUGE);
    }

    OptionalDouble gauge() {
        return total(type -> type == ReceivedMetric.Type.GAUGE);
    }

    /// How many measurements the distributions hold.
    OptionalLong count() {
        return of(type -> type != ReceivedMetric.Type.GAUGE && type != ReceivedMetric.Type.SUM)
                .mapToLong(ReceivedMetric::count)
                .reduce(Long::sum);
    }

    private OptionalDouble total(Predicate<ReceivedMetric.Type> kind) {
        return of(kind).mapToDouble(ReceivedMetric::value).reduce(Double::sum);
    }

    private Stream<ReceivedMetric> of(Predicate<ReceivedMetric.Type> kind) {
        return points.stream().filter(point -> kind.test(point.type()));
    }
}
