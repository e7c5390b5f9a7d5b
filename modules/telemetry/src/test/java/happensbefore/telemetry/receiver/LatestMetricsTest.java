package happensbefore.telemetry.receiver;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LatestMetricsTest {
    private static final AggregationTemporality CUMULATIVE = AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
    private static final AggregationTemporality DELTA = AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;

    private EmbeddedReceiver receiver;
    private RawHttp http;

    @BeforeEach
    void connect() throws Exception {
        receiver = EmbeddedReceiver.start();
        http = new RawHttp(receiver.httpEndpoint());
    }

    @AfterEach
    void disconnect() throws Exception {
        http.close();
        receiver.close();
    }

    @Test
    void theNewestOfACumulativeSumCounts() throws Exception {
        send("a", sum(CUMULATIVE, true, 1, 10, 3));
        send("a", sum(CUMULATIVE, true, 1, 20, 5));
        assertThat(receiver.latestSum("m")).hasValue(5);
    }

    @Test
    void anExportThatArrivesLateDoesNotTurnTheClockBack() throws Exception {
        send("a", sum(CUMULATIVE, true, 1, 20, 5));
        send("a", sum(CUMULATIVE, true, 1, 10, 3));
        assertThat(receiver.latestSum("m")).hasValue(5);
    }

    @Test
    void deltasAddUp() throws Exception {
        send("a", sum(DELTA, true, 1, 10, 3));
        send("a", sum(DELTA, true, 10, 20, 5));
        assertThat(receiver.latestSum("m")).hasValue(8);
    }

    @Test
    void aCounterThatStartsAgainKeepsWhatItCounted() throws Exception {
        send("a", sum(CUMULATIVE, true, 1, 10, 3));
        send("a", sum(CUMULATIVE, true, 11, 20, 2));
        assertThat(receiver.latestSum("m")).hasValue(5);
    }

    @Test
    void anUpDownCounterThatStartsAgainIsWhatItIsNow() throws Exception {
        send("a", sum(CUMULATIVE, false, 1, 10, 3));
        send("a", sum(CUMULATIVE, false, 11, 20, 2));
        assertThat(receiver.latestSum("m")).hasValue(2);
    }

    @Test
    void twoServicesAddUp() throws Exception {
        send("a", sum(CUMULATIVE, true, 1, 10, 3));
        send("b", sum(CUMULATIVE, true, 1, 10, 4));
        assertThat(receiver.latestSum("m")).hasValue(7);
    }

    @Test
    void attributesChooseStreams() throws Exception {
        Sum.Builder sum = Sum.newBuilder().setAggregationTemporality(CUMULATIVE).setIsMonotonic(true);
        for (String lane : new String[] {"left", "right"}) {
            sum.addDataPoints(NumberDataPoint.newBuilder()
                    .setAsDouble(lane.length())
                    .addAttributes(Otlp.attribute("lane", lane))
                    .addAttributes(Otlp.attribute("kind", "road")));
        }
        send("a", Metric.newBuilder().setName("m").setSum(sum).build());
        assertThat(receiver.latestSum("m", Map.of("lane", "right"))).hasValue(5);
        assertThat(receiver.latestSum("m", Map.of("kind", "road"))).hasValue(9);
        assertThat(receiver.latestSum("m", Map.of("lane", "middle"))).isEmpty();
    }

    @Test
    void aHistogramHasACountAndASum() throws Exception {
        for (int export = 1; export <= 2; export++) {
            send(
                    "a",
                    Metric.newBuilder()
                            .setName("m")
                            .setHistogram(Histogram.newBuilder()
                                    .setAggregationTemporality(CUMULATIVE)
                                    .addDataPoints(HistogramDataPoint.newBuilder()
                                            .setTimeUnixNano(export)
                                            .setCount(10L * export)
                                            .setSum(2.5 * export)))
                            .build());
        }
        assertThat(receiver.latestCount("m", Map.of())).hasValue(20);
        assertThat(receiver.latestSum("m")).hasValue(5);
        assertThat(receiver.latestGauge("m", Map.of())).isEmpty();
    }

    @Test
    void aGaugeIsWhatItIsNow() throws Exception {
        for (int value : new int[] {9, 4}) {
            send(
                    "a",
                    Metric.newBuilder()
                            .setName("m")
                            .setGauge(Gauge.newBuilder()
                                    .addDataPoints(NumberDataPoint.newBuilder().setAsInt(value)))
                            .build());
        }
        assertThat(receiver.latestGauge("m", Map.of())).hasValue(4);
        assertThat(receiver.latestSum("m")).isEmpty();
    }

    @Test
    void streamsBeyondTheLimitAreCounted() throws Exception {
        try (EmbeddedReceiver small =
                        EmbeddedReceiver.start(ReceiverSettings.anyFreePort().withMaxItems(1));
                RawHttp toSmall = new RawHttp(small.httpEndpoint())) {
            for (String service : new String[] {"a", "b", "a"}) {
                toSmall.post(
                        "/v1/metrics",
                        RawHttp.PROTOBUF,
                        Otlp.metrics(service, sum(CUMULATIVE, true, 1, 10, 3)).toByteArray());
            }
            assertThat(small.latestSum("m")).hasValue(3);
            assertThat(small.streamPointsNotKept()).isEqualTo(1);
            assertThat(small.counts(Signal.METRICS)).isEqualTo(new ItemCounts(3, 2, 0));
        }
    }

    private static Metric sum(AggregationTemporality temporality, boolean monotonic, long start, long now, long value) {
        return Metric.newBuilder()
                .setName("m")
                .setSum(Sum.newBuilder()
                        .setAggregationTemporality(temporality)
                        .setIsMonotonic(monotonic)
                        .addDataPoints(NumberDataPoint.newBuilder()
                                .setStartTimeUnixNano(start)
                                .setTimeUnixNano(now)
                                .setAsInt(value)))
                .build();
    }

    private void send(String service, Metric metric) throws Exception {
        assertThat(http.post(
                                "/v1/metrics",
                                RawHttp.PROTOBUF,
                                Otlp.metrics(service, metric).toByteArray())
                        .status())
                .isEqualTo(200);
    }
}
