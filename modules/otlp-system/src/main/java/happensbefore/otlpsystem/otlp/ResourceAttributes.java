package happensbefore.otlpsystem.otlp;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Adds attributes to resources that have not got them, in the bytes as they are. The three signals have
/// their resource in the same place. Immutable; any number of threads.
final class ResourceAttributes {
    /// Of a request: `resource_spans`, `resource_metrics` or `resource_logs`.
    static final int RESOURCE_PART = 1;
    /// Of these.
    static final int RESOURCE = 1;

    private static final int ATTRIBUTES = 1;
    private static final int KEY = 1;
    private static final int VALUE = 2;
    private static final int STRING = 1;
    private static final byte[] SERVICE_NAME = "service.name".getBytes(StandardCharsets.UTF_8);

    private record Added(byte[] key, byte[] field) {}

    private final List<Added> added = new ArrayList<>();

    ResourceAttributes(Map<String, String> attributes) {
        new TreeMap<>(attributes)
                .forEach((key, value) -> added.add(new Added(
                        key.getBytes(StandardCharsets.UTF_8),
                        Resource.newBuilder()
                                .addAttributes(KeyValue.newBuilder()
                                        .setKey(key)
                                        .setValue(AnyValue.newBuilder().setStringValue(value)))
                                .build()
                                .toByteArray())));
    }

    // @start region="addTo"
    /// @param request one that was checked
    /// @return the same array when there is nothing to add
    byte[] addTo(byte[] request) {
        if (added.isEmpty()) {
            return request;
        }
        WireWriter out = new WireWriter(request.length + 256);
        Wire in = new Wire(request, 0);
        int start = 0;
        while (in.next(request.length)) {
            if (in.isBytes(RESOURCE_PART)) {
                byte[] lacking = lackingIn(request, in.from(), in.to());
                writePart(out, request, in.from(), in.to(), lacking);
            } else {
                out.raw(request, start, in.to());
            }
            start = in.to();
        }
        return out.toByteArray();
    }
    // @end

    /// What is to be added to the resource of this part.
    byte[] lackingIn(byte[] request, int from, int to) {
        WireWriter lacking = new WireWriter(64);
        Wire in = new Wire(request, from);
        int start = to;
        int end = to;
        while (in.next(to)) {
            if (in.isBytes(RESOURCE)) {
                start = in.from();
                end = in.to();
            }
        }
        for (Added each : added) {
            if (!hasKey(request, start, end, each.key)) {
                lacking.raw(each.field);
            }
        }
        return lacking.toByteArray();
    }

    private static boolean hasKey(byte[] request, int from, int to, byte[] key) {
        Wire in = new Wire(request, from);
        while (in.next(to)) {
            if (in.isBytes(ATTRIBUTES) && isKey(request, in.from(), in.to(), key)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isKey(byte[] request, int from, int to, byte[] key) {
        Wire in = new Wire(request, from);
        while (in.next(to)) {
            if (in.isBytes(KEY)) {
                return Arrays.equals(request, in.from(), in.to(), key, 0, key.length);
            }
        }
        return false;
    }

    private static void writePart(WireWriter out, byte[] request, int from, int to, byte[] lacking) {
        byte[] resource = withLacking(request, from, to, lacking);
        int others = 0;
        int start = from;
        Wire in = new Wire(request, from);
        while (in.next(to)) {
            others += in.isBytes(RESOURCE) ? 0 : in.to() - start;
            start = in.to();
        }
        out.head(RESOURCE_PART, resource.length + others).raw(resource);
        start = from;
        in = new Wire(request, from);
        while (in.next(to)) {
            if (!in.isBytes(RESOURCE)) {
                out.raw(request, start, in.to());
            }
            start = in.to();
        }
    }

    /// The field `resource` of this part, with what it lacks. A resource in several pieces becomes one, as
    /// protobuf's readers would make of it.
    static byte[] withLacking(byte[] request, int from, int to, byte[] lacking) {
        int length = lacking.length;
        Wire in = new Wire(request, from);
        while (in.next(to)) {
            length += in.isBytes(RESOURCE) ? in.to() - in.from() : 0;
        }
        WireWriter resource = new WireWriter(WireWriter.sizeOf(length)).head(RESOURCE, length);
        in = new Wire(request, from);
        while (in.next(to)) {
            if (in.isBytes(RESOURCE)) {
                resource.raw(request, in.from(), in.to());
            }
        }
        return resource.raw(lacking).toByteArray();
    }

    /// The `service.name` of this part; empty when it has none.
    static String serviceOf(byte[] request, int from, int to) {
        Wire part = new Wire(request, from);
        while (part.next(to)) {
            if (part.isBytes(RESOURCE)) {
                Wire in = new Wire(request, part.from());
                while (in.next(part.to())) {
                    if (in.isBytes(ATTRIBUTES) && isKey(request, in.from(), in.to(), SERVICE_NAME)) {
                        return valueOf(request, in.from(), in.to());
                    }
                }
            }
        }
        return "";
    }

    private static String valueOf(byte[] request, int from, int to) {
        Wire in = new Wire(request, from);
        while (in.next(to)) {
            if (in.isBytes(VALUE)) {
                Wire value = new Wire(request, in.from());
                while (value.next(in.to())) {
                    if (value.isBytes(STRING)) {
                        return new String(request, value.from(), value.to() - value.from(), StandardCharsets.UTF_8);
                    }
                }
            }
        }
        return "";
    }
}
