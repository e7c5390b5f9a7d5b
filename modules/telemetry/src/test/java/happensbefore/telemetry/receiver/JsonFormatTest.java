package happensbefore.telemetry.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The receiver's JSON against Google's, which knows ProtoJSON but not OTLP's exceptions from it.
class JsonFormatTest {
    private static final Set<String> IDS = Set.of("traceId", "spanId", "parentSpanId");

    @Test
    void spansAreReadAsGoogleWritesThem() throws Exception {
        AnyValue nested = AnyValue.newBuilder()
                .setKvlistValue(KeyValueList.newBuilder().addValues(Otlp.attribute("in", "a list")))
                .build();
        AnyValue array = AnyValue.newBuilder()
                .setArrayValue(ArrayValue.newBuilder()
                        .addValues(nested)
                        .addValues(AnyValue.newBuilder().setDoubleValue(Double.NaN))
                        .addValues(AnyValue.newBuilder().setDoubleValue(Double.NEGATIVE_INFINITY))
                        .addValues(AnyValue.newBuilder().setBoolValue(true))
                        .addValues(AnyValue.newBuilder().setBytesValue(ByteString.copyFrom(new byte[] {-1, -2, 3})))
                        .addValues(AnyValue.newBuilder().setIntValue(Long.MIN_VALUE)))
                .build();
        Span span = Otlp.span("with \"all\" of it: ü\n").toBuilder()
                .setKind(Span.SpanKind.SPAN_KIND_CONSUMER)
                .setParentSpanId(ByteString.copyFrom(new byte[] {0, 1, 2, 3, 4, 5, 6, -7}))
                .setFlags(0xFFFF_FFFF)
                .setStartTimeUnixNano(1_544_712_660_000_000_000L)
                .setEndTimeUnixNano(-1)
                .addAttributes(KeyValue.newBuilder().setKey("array").setValue(array))
                .setDroppedAttributesCount(3)
                .addEvents(Span.Event.newBuilder().setName("event").setTimeUnixNano(7))
                .addLinks(Span.Link.newBuilder().setTraceId(Otlp.TRACE_ID).setSpanId(Otlp.SPAN_ID))
                .setStatus(Status.newBuilder()
                        .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                        .setMessage("no"))
                .build();
        isReadBack(Signal.TRACES, Otlp.traces(span, Otlp.span("another")));
    }

    @Test
    void metricsAreReadAsGoogleWritesThem() throws Exception {
        Exemplar exemplar = Exemplar.newBuilder()
                .setTraceId(Otlp.TRACE_ID)
                .setSpanId(Otlp.SPAN_ID)
                .setAsInt(-4)
                .build();
        isReadBack(
                Signal.METRICS,
                Otlp.metrics(
                        "shop",
                        Metric.newBuilder()
                                .setName("orders")
                                .setSum(Sum.newBuilder()
                                        .setIsMonotonic(true)
                                        .setAggregationTemporality(
                                                AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                                        .addDataPoints(NumberDataPoint.newBuilder()
                                                .setAsDouble(2.5)
                                                .addExemplars(exemplar)))
                                .build()));
        isReadBack(
                Signal.METRICS,
                Otlp.metrics(
                        "shop",
                        Metric.newBuilder()
                                .setName("time")
                                .setExponentialHistogram(ExponentialHistogram.newBuilder()
                                        .addDataPoints(ExponentialHistogramDataPoint.newBuilder()
                                                .setScale(-3)
                                                .setCount(-1)
                                                .setPositive(ExponentialHistogramDataPoint.Buckets.newBuilder()
                                                        .setOffset(-7)
                                                        .addBucketCounts(1)
                                                        .addBucketCounts(-1))))
                                .build()));
    }

    @Test
    void logRecordsAreReadAsGoogleWritesThem() throws Exception {
        LogRecord log = LogRecord.newBuilder()
                .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_WARN2)
                .setBody(AnyValue.newBuilder().setStringValue("out of stock"))
                .setTraceId(Otlp.TRACE_ID)
                .setSpanId(Otlp.SPAN_ID)
                .build();
        isReadBack(
                Signal.LOGS,
                ExportLogsServiceRequest.newBuilder()
                        .addResourceLogs(ResourceLogs.newBuilder()
                                .setResource(Otlp.resource("shop"))
                                .addScopeLogs(ScopeLogs.newBuilder().addLogRecords(log)))
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "\"12\"", "12.0", "1.2e1", "\"1.2E+1\"", "120e-1"})
    void aWholeNumberMayBeWrittenInManyWays(String twelve) throws Exception {
        assertThat(span("\"startTimeUnixNano\":" + twelve).getStartTimeUnixNano())
                .isEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"startTimeUnixNano\":-1",
                "\"startTimeUnixNano\":18446744073709551616",
                "\"startTimeUnixNano\":1e999999999",
                "\"startTimeUnixNano\":0.5",
                "\"startTimeUnixNano\":\"soon\"",
                "\"startTimeUnixNano\":true",
                "\"flags\":4294967296",
                "\"kind\":\"SPAN_KIND_SERVER\"",
                "\"kind\":1.0",
                "\"name\":7",
                "\"traceId\":\"not hexadecimal\"",
                "\"traceId\":\"5B8\"",
                "\"attributes\":{}",
                "\"attributes\":[null]",
                "\"status\":[]",
                "\"name\":\"a\",\"name\":\"b\""
            })
    void whatAFieldCannotHoldIsMalformed(String field) {
        assertThatThrownBy(() -> span(field))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("not an OTLP TRACES request in JSON")
                .hasMessageContaining("line: 1");
    }

    @Test
    void idsAreHexadecimalInEitherCase() throws Exception {
        assertThat(span("\"traceId\":\"5b8EFFF798038103d269b633813fc60c\"")
                        .getTraceId()
                        .toByteArray())
                .isEqualTo(HexFormat.of().parseHex("5b8efff798038103d269b633813fc60c"));
    }

    @Test
    void unknownNamesAreSkippedAndSoAreProtobufsOwn() throws Exception {
        assertThat(span("\"news\":{\"a\":[1,{\"b\":null}]},\"start_time_unix_nano\":\"7\",\"name\":\"kept\","
                        + "\"kind\":77,\"parentSpanId\":null"))
                .isEqualTo(Span.newBuilder().setName("kept").setKindValue(77).build());
    }

    @Test
    void whatNestsTooDeepIsMalformed() {
        String deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThatThrownBy(() -> parse(Signal.TRACES, deep))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("nesting depth");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-_8=", "-_8", "+/8=", "+/8"})
    void bytesAreBase64OfEitherAlphabetWithPaddingOrWithout(String text) throws Exception {
        Span span = span("\"attributes\":[{\"key\":\"k\",\"value\":{\"bytesValue\":\"" + text + "\"}}]");
        assertThat(span.getAttributes(0).getValue().getBytesValue().toByteArray())
                .isEqualTo(new byte[] {(byte) 0xfb, (byte) 0xff});
    }

    private static Span span(String field) throws RefusedException {
        return Otlp.onlySpan(
                parse(Signal.TRACES, "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{" + field + "}]}]}]}"));
    }

    private static void isReadBack(Signal signal, Message request) throws Exception {
        assertThat(parse(signal, asOtlp(request))).isEqualTo(request);
    }

    private static Message parse(Signal signal, String json) throws RefusedException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        Payload payload = new Payload(new Budget(bytes.length));
        payload.add(bytes, bytes.length);
        return Format.JSON.parse(signal, payload);
    }

    private static String asOtlp(Message request) throws InvalidProtocolBufferException {
        JsonElement json = JsonParser.parseString(
                JsonFormat.printer().printingEnumsAsInts().print(request));
        toHex(json);
        return json.toString();
    }

    private static void toHex(JsonElement json) {
        if (json instanceof JsonArray array) {
            array.forEach(JsonFormatTest::toHex);
        } else if (json instanceof JsonObject object) {
            object.entrySet().forEach(field -> {
                if (IDS.contains(field.getKey())) {
                    byte[] id = Base64.getDecoder().decode(field.getValue().getAsString());
                    field.setValue(new JsonPrimitive(HexFormat.of().formatHex(id)));
                } else {
                    toHex(field.getValue());
                }
            });
        }
    }
}
