package happensbefore.otlpsystem.otlp;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import happensbefore.telemetry.receiver.Signal;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a message may hold, to check bytes against without decoding them: what passes, a decoder takes.
/// Immutable once made; any number of threads.
final class WireSchema {
    /// Messages in each other, as protobuf's own readers have it.
    private static final int DEEPEST = 100;
    private static final Set<String> ITEMS = Set.of(
            "opentelemetry.proto.trace.v1.Span",
            "opentelemetry.proto.logs.v1.LogRecord",
            "opentelemetry.proto.metrics.v1.NumberDataPoint",
            "opentelemetry.proto.metrics.v1.HistogramDataPoint",
            "opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint",
            "opentelemetry.proto.metrics.v1.SummaryDataPoint");

    private final boolean isItem;
    private final @Nullable WireSchema[] messages; // by field number
    private final boolean[] texts; // by field number

    private WireSchema(Descriptor type) {
        isItem = ITEMS.contains(type.getFullName());
        int highest = type.getFields().stream()
                .mapToInt(FieldDescriptor::getNumber)
                .max()
                .orElse(0);
        messages = new WireSchema[highest + 1];
        texts = new boolean[highest + 1];
    }

    static WireSchema of(Signal signal) {
        return of(
                switch (signal) {
                    case TRACES -> ExportTraceServiceRequest.getDescriptor();
                    case METRICS -> ExportMetricsServiceRequest.getDescriptor();
                    case LOGS -> ExportLogsServiceRequest.getDescriptor();
                },
                new HashMap<>());
    }

    private static WireSchema of(Descriptor type, Map<Descriptor, WireSchema> known) {
        WireSchema made = known.get(type);
        if (made != null) {
            return made;
        }
        WireSchema schema = new WireSchema(type);
        known.put(type, schema); // before its fields: a value may hold values
        for (FieldDescriptor field : type.getFields()) {
            switch (field.getJavaType()) {
                case MESSAGE -> schema.messages[field.getNumber()] = of(field.getMessageType(), known);
                case STRING -> schema.texts[field.getNumber()] = true;
                default -> {}
            }
        }
        return schema;
    }

    // @start region="check"
    /// @return how many items it holds: spans, log records or data points
    /// @throws MalformedException when this is no such message
    int check(byte[] message) {
        return check(new Wire(message, 0), message.length, DEEPEST);
    }

    private int check(Wire in, int end, int depth) {
        if (depth == 0) {
            throw new MalformedException("more than " + DEEPEST + " messages in each other");
        }
        int items = isItem ? 1 : 0;
        while (in.next(end)) {
            int number = in.number();
            if (!in.isBytes() || number >= texts.length) {
                continue;
            }
            WireSchema inner = messages[number];
            if (inner != null) {
                int to = in.to();
                in.enter();
                items += inner.check(in, to, depth - 1);
            } else if (texts[number]) {
                in.checkUtf8();
            }
        }
        return items;
    }
    // @end
}
