package happensbefore.otlpsystem.otlp;

import java.util.List;

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
}
