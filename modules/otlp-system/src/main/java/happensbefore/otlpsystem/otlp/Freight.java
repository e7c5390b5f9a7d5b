package happensbefore.otlpsystem.otlp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// What goes to a backend in one request: several shipments, one after the other. Protobuf reads requests
/// that follow each other as one. All backends have the same bytes.
record Freight(List<Shipment> shipments, int items, long weight) {
    static Freight of(List<Shipment> shipments) {
        int items = 0;
        long weight = 0;
        for (Shipment each : shipments) {
            items += each.items();
            weight += each.weight();
        }
        return new Freight(List.copyOf(shipments), items, weight);
    }

    /// All of it, compressed.
    byte[] gzip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream((int) weight / 4);
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            for (Shipment shipment : shipments) {
                out.write(shipment.request());
            }
        }
        return bytes.toByteArray();
    }
}
