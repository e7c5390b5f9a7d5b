package happensbefore.telemetry.receiver;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How OTLP's attribute values look in Java: `String`, `Boolean`, `Long`, `Double`, bytes as lower-case hex in a
/// `String`, arrays as `List`, key-value lists as `Map`, and an absent value as an empty `String`. All immutable.
public final class AttributeValues {
    private AttributeValues() {}

    static Map<String, Object> of(List<KeyValue> attributes) {
        Map<String, Object> values = LinkedHashMap.newLinkedHashMap(attributes.size());
        for (KeyValue attribute : attributes) {
            values.put(attribute.getKey(), of(attribute.getValue()));
        }
        return Collections.unmodifiableMap(values);
    }

    static Object of(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case BOOL_VALUE -> value.getBoolValue();
            case INT_VALUE -> value.getIntValue();
            case DOUBLE_VALUE -> value.getDoubleValue();
            case BYTES_VALUE -> HexFormat.of().formatHex(value.getBytesValue().toByteArray());
            case ARRAY_VALUE ->
                value.getArrayValue().getValuesList().stream()
                        .map(AttributeValues::of)
                        .toList();
            case KVLIST_VALUE -> of(value.getKvlistValue().getValuesList());
            case STRING_VALUE_STRINDEX, VALUE_NOT_SET -> "";
        };
    }

    /// Whether `actual` has every one of `wanted`. A wanted `Integer` or `Float` matches the `Long` or `Double` it is.
    static boolean match(Map<String, Object> actual, Map<String, ?> wanted) {
        return wanted.entrySet().stream().allMatch(w -> widen(w.getValue()).equals(actual.get(w.getKey())));
    }

    private static Object widen(Object value) {
        return switch (value) {
            case Byte b -> b.longValue();
            case Short s -> s.longValue();
            case Integer i -> i.longValue();
            case Float f -> f.doubleValue();
            default -> value;
        };
    }
}
