package happensbefore.otlpsystem.otlp;

/// Items on their way through the gateway, as one export request. Nobody changes the bytes.
///
/// @param items spans, log records or data points
/// @param received when the first of them was, by [System#nanoTime]
record Shipment(byte[] request, int items, long received) {
    int weight() {
        return request.length;
    }
}
