package happensbefore.telemetry.receiver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads OTLP's JSON: ProtoJSON, but ids are hexadecimal, enums are numbers only, and names are lowerCamelCase
/// only. Names it does not know are skipped (OTLP specification 1.9, "JSON Protobuf Encoding"). One pass, no
/// tree, so that what is skipped costs no memory. Stateless.
final class JsonReader {
    /// Protobuf allows 100 messages in each other; in JSON one message is an object, or an array and an object.
    private static final int MAX_DEPTH = 200;

    private static final Set<String> IDS = Set.of("traceId", "spanId", "parentSpanId");

    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private static final Map<Descriptor, Map<String, FieldDescriptor>> FIELDS = new ConcurrentHashMap<>();

    private JsonReader() {}

    /// @throws IOException if this is not one such message; says where
    static void read(Payload json, Message.Builder message) throws IOException {
        try (JsonParser in = JSON.createParser(json.bytes(), 0, json.size())) {
            in.nextToken();
            object(in, message);
            if (in.nextToken() != null) {
                throw unexpected(in, "the end");
            }
        }
    }

    private static void object(JsonParser in, Message.Builder message) throws IOException {
        expect(in, JsonToken.START_OBJECT, "an object");
        Map<String, FieldDescriptor> fields =
                FIELDS.computeIfAbsent(message.getDescriptorForType(), JsonReader::byJsonName);
        while (in.nextToken() != JsonToken.END_OBJECT) {
            FieldDescriptor field = fields.get(in.currentName());
            JsonToken value = in.nextToken();
            if (field == null) {
                in.skipChildren();
            } else if (value == JsonToken.VALUE_NULL) {
                continue;
            } else if (field.isRepeated()) {
                expect(in, JsonToken.START_ARRAY, "an array");
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    message.addRepeatedField(field, value(in, message, field));
                }
            } else {
                message.setField(field, value(in, message, field));
            }
        }
    }

    private static Map<String, FieldDescriptor> byJsonName(Descriptor type) {
        return type.getFields().stream()
                .collect(Collectors.toUnmodifiableMap(FieldDescriptor::getJsonName, Function.identity()));
    }

    private static Object value(JsonParser in, Message.Builder message, FieldDescriptor field) throws IOException {
        return switch (field.getJavaType()) {
            case MESSAGE -> {
                Message.Builder inner = message.newBuilderForField(field);
                object(in, inner);
                yield inner.build();
            }
            case STRING -> text(in, "a string");
            case BYTE_STRING -> bytes(in, IDS.contains(field.getJsonName()));
            case ENUM -> {
                expect(in, JsonToken.VALUE_NUMBER_INT, "an enum's number");
                yield field.getEnumType().findValueByNumberCreatingIfUnknown(in.getIntValue());
            }
            case INT -> JsonNumbers.int32(in, isUnsigned(field));
            case LONG -> JsonNumbers.int64(in, isUnsigned(field));
            case DOUBLE -> JsonNumbers.float64(in);
            case FLOAT -> (float) JsonNumbers.float64(in);
            case BOOLEAN -> {
                if (!in.currentToken().isBoolean()) {
                    throw unexpected(in, "true or false");
                }
                yield in.getBooleanValue();
            }
        };
    }

    private static ByteString bytes(JsonParser in, boolean isId) throws IOException {
        String text = text(in, "a string");
        try {
            if (isId) {
                return ByteString.copyFrom(HexFormat.of().parseHex(text));
            }
            boolean url = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
            return ByteString.copyFrom((url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text));
        } catch (IllegalArgumentException e) {
            throw unexpected(in, isId ? "hexadecimal digits" : "base64");
        }
    }

    private static boolean isUnsigned(FieldDescriptor field) {
        return switch (field.getType()) {
            case UINT32, FIXED32, UINT64, FIXED64 -> true;
            default -> false;
        };
    }

    static String text(JsonParser in, String what) throws IOException {
        expect(in, JsonToken.VALUE_STRING, what);
        return in.getText();
    }

    private static void expect(JsonParser in, JsonToken token, String what) throws IOException {
        if (in.currentToken() != token) {
            throw unexpected(in, what);
        }
    }

    static JsonParseException unexpected(JsonParser in, String expected) throws IOException {
        String got = in.currentToken() == null ? "the end" : in.currentToken().toString();
        String name = in.currentName();
        return new JsonParseException(in, (name == null ? "" : name + ": ") + "expected " + expected + ", got " + got);
    }
}
