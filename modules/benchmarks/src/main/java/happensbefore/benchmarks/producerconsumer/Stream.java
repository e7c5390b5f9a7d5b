package happensbefore.benchmarks.producerconsumer;

import happensbefore.benchmarks.producerconsumer.Line.Put;

/// One producer's streams of items, each until its last item is consumed. So a queue without a bound holds no more than
/// a stream.
final class Stream {
    /// Eight times what a bounded line holds.
    static final int ITEMS = 8 * Line.CAPACITY;

    static final Stream NONE = new Stream(_ -> {});

    private final Put producer;
    private final Tick tick = new Tick();
    private long sent;

    Stream(Put producer) {
        this.producer = producer;
    }

    void send() throws InterruptedException {
        for (int i = 0; i < ITEMS; i++) {
            producer.put(tick);
        }
        sent += ITEMS;
        tick.awaitCount(sent);
    }
}
