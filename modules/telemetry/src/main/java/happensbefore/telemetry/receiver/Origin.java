package happensbefore.telemetry.receiver;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.resource.v1.Resource;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// What the decoders of all three signals need: who sent it, and ids as hex.
final class Origin {
    private Origin() {}

    static String serviceOf(Resource resource) {
        return resource.getAttributesList().stream()
                .filter(a -> a.getKey().equals("service.name"))
                .map(a -> a.getValue().getStringValue())
                .findFirst()
                .orElse("");
    }

    static boolean isId(ByteString id, int length) {
        if (id.size() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (id.byteAt(i) != 0) {
                return true;
            }
        }
        return false;
    }

    static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    static @Nullable String idOrNull(ByteString id, int length) {
        return isId(id, length) ? hex(id) : null;
    }
}
