package happensbefore.telemetry.receiver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;

/// Writes a receiver's answers in OTLP's JSON. Stateless.
final class JsonWriter {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonWriter() {}

    @FunctionalInterface
    private interface Writing {
        void to(JsonGenerator out) throws IOException;
    }

    static byte[] write(Message answer) {
        return bytes(out -> object(out, answer));
    }

    static byte[] write(RpcStatus status) {
        return bytes(out -> {
            out.writeStartObject();
            out.writeNumberField("code", status.code());
            out.writeStringField("message", status.message());
            Duration retryAfter = status.retryAfter();
            if (retryAfter != null) {
                out.writeArrayFieldStart("details");
                out.writeStartObject();
                out.writeStringField("@type", RpcStatus.RETRY_INFO);
                out.writeStringField("retryDelay", seconds(retryAfter));
                out.writeEndObject();
                out.writeEndArray();
            }
            out.writeEndObject();
        });
    }

    private static String seconds(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
        return seconds.stripTrailingZeros().toPlainString() + "s";
    }

    /// Answers hold messages, strings and 64-bit numbers; the last are strings in ProtoJSON.
    private static void object(JsonGenerator out, Message message) throws IOException {
        out.writeStartObject();
        for (Map.Entry<FieldDescriptor, Object> field : message.getAllFields().entrySet()) {
            out.writeFieldName(field.getKey().getJsonName());
            if (field.getValue() instanceof Message inner) {
                object(out, inner);
            } else {
                out.writeString(field.getValue().toString());
            }
        }
        out.writeEndObject();
    }

    private static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
