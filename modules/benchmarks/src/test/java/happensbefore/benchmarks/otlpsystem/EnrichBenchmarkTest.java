package happensbefore.benchmarks.otlpsystem;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.otlpsystem.ServiceLatencies;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import org.junit.jupiter.api.Test;

class EnrichBenchmarkTest {
    private static final byte[] REQUEST = GeneratedClasses.request("checkout", EnrichBenchmark.SPANS);

    @Test
    void bothDoTheSameWork() throws Exception {
        ServiceLatencies ours = new ServiceLatencies(10);
        ServiceLatencies theirs = new ServiceLatencies(10);
        byte[] inPlace = EnrichBenchmark.of(EnrichBenchmark.OURS, ours).apply(REQUEST);
        byte[] decoded = EnrichBenchmark.of(EnrichBenchmark.THEIRS, theirs).apply(REQUEST);

        assertThat(ExportTraceServiceRequest.parseFrom(inPlace))
                .isEqualTo(ExportTraceServiceRequest.parseFrom(decoded));
        assertThat(inPlace.length).as("with the added attribute").isGreaterThan(REQUEST.length);
        assertThat(ours.of("checkout").durations().count()).isEqualTo(EnrichBenchmark.SPANS);
        assertThat(ours.of("checkout").durations().quantile(0.9))
                .isEqualTo(theirs.of("checkout").durations().quantile(0.9));
        assertThat(ours.of("checkout").errors().sum())
                .isEqualTo(theirs.of("checkout").errors().sum())
                .isPositive();
    }
}
