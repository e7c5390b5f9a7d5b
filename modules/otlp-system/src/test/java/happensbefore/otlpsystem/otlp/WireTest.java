package happensbefore.otlpsystem.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import happensbefore.telemetry.receiver.Signal;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The reader and writer of bytes, against the generated classes.
class WireTest {
    private static final WireSchema TRACES = WireSchema.of(Signal.TRACES);

    @Test
    void itemsAreCounted() {
        assertThat(TRACES.check(Requests.traces("shop", 1, 17).toByteArray())).isEqualTo(17);
        assertThat(WireSchema.of(Signal.METRICS)
                        .check(Requests.metrics("shop", 5).toByteArray()))
                .isEqualTo(5);
        assertThat(WireSchema.of(Signal.LOGS).check(Requests.logs("shop", 6).toByteArray()))
                .isEqualTo(6);
        assertThat(TRACES.check(new byte[0])).isZero();
    }

    /// Of bytes that are damaged at random, none is let through that the generated classes refuse.
    @Test
    void whatPassesADecoderTakes() {
        byte[] whole = Requests.traces("shöp", 1, 3).toByteArray();
        Random random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = whole.clone();
            for (int hits = 1 + random.nextInt(3); hits > 0; hits--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            boolean passes = passes(damaged);
            refused += passes ? 0 : 1;
            if (passes) {
                assertThat(decodes(damaged)).as("%s", Arrays.toString(damaged)).isTrue();
            }
        }
        assertThat(refused).isPositive();
    }

    private static boolean passes(byte[] bytes) {
        try {
            TRACES.check(bytes);
            return true;
        } catch (MalformedException e) {
            return false;
        }
    }

    private static boolean decodes(byte[] bytes) {
        try {
            var _ = ExportTraceServiceRequest.parseFrom(bytes);
            return true;
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    @Test
    void messagesTooDeepInEachOtherAreRefused() {
        AnyValue deep = AnyValue.newBuilder().setStringValue("x").build();
        for (int i = 0; i < 60; i++) {
            deep = AnyValue.newBuilder()
                    .setArrayValue(ArrayValue.newBuilder().addValues(deep))
                    .build();
        }
        byte[] request = Requests.traces(
                        "shop",
                        Requests.span(1, 1)
                                .addAttributes(
                                        Requests.attribute("a", "b").toBuilder().setValue(deep)))
                .toByteArray();
        assertThatThrownBy(() -> TRACES.check(request)).hasMessageContaining("in each other");
    }

    @Test
    void attributesAreAddedWhereTheyLack() throws InvalidProtocolBufferException {
        ResourceAttributes attributes = new ResourceAttributes(Map.of("zone", "a", "service.name", "other"));
        ExportTraceServiceRequest request = Requests.traces("shop", 1, 2).toBuilder()
                .addResourceSpans(ResourceSpans.newBuilder().setSchemaUrl("bare"))
                .build();
        byte[] enriched = attributes.addTo(request.toByteArray());
        TRACES.check(enriched);
        Resource zone = Resource.newBuilder()
                .addAttributes(Requests.attribute("zone", "a"))
                .build();
        ExportTraceServiceRequest.Builder expected = request.toBuilder();
        expected.getResourceSpansBuilder(0).getResourceBuilder().mergeFrom(zone);
        expected.getResourceSpansBuilder(1)
                .getResourceBuilder()
                .addAttributes(Requests.attribute("service.name", "other"))
                .mergeFrom(zone);
        assertThat(ExportTraceServiceRequest.parseFrom(enriched)).isEqualTo(expected.build());
        assertThat(ResourceAttributes.serviceOf(
                        request.getResourceSpans(0).toByteArray(),
                        0,
                        request.getResourceSpans(0).getSerializedSize()))
                .isEqualTo("shop");
    }

    @Test
    void spansComeOutOfOneRequestAndIntoAnotherUnchanged() throws InvalidProtocolBufferException {
        ExportTraceServiceRequest request =
                Requests.traces("shop", Requests.span(1, 1), Requests.failed(Requests.span(2, 2)), Requests.span(3, 3));
        byte[] bytes = request.toByteArray();
        List<SpanPiece> pieces = new ArrayList<>();
        List<Boolean> failed = new ArrayList<>();
        TraceScan.walk(bytes, new TraceScan.Listener() {
            private byte[] resource = new byte[0];
            private SpanPiece.Origin origin = new SpanPiece.Origin(resource, resource);

            @Override
            public void resource(int from, int to) {
                resource = TraceScan.withoutSpans(bytes, from, to, false);
            }

            @Override
            public void scope(int from, int to) {
                origin = new SpanPiece.Origin(resource, TraceScan.withoutSpans(bytes, from, to, false));
            }

            @Override
            public void span(int from, int to, TraceScan.Span span) {
                assertThat(span.nanos()).isEqualTo(1_000_000);
                assertThat(span.trace().high()).isEqualTo(1);
                failed.add(span.failed());
                pieces.add(new SpanPiece(origin, Arrays.copyOfRange(bytes, from, to), 5));
            }
        });
        assertThat(failed).containsExactly(false, true, false);
        Shipment shipment = SpanPiece.request(pieces);
        assertThat(ExportTraceServiceRequest.parseFrom(shipment.request())).isEqualTo(request);
        assertThat(shipment.items()).isEqualTo(3);
    }
}
