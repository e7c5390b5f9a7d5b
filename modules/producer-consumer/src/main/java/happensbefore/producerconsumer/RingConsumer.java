package happensbefore.producerconsumer;

import happensbefore.lockfree.BoundedQueue;
import org.jspecify.annotations.Nullable;

/// A consumer of a [RingHandOver].
final class RingConsumer<E> implements SharedConsumer<E> {
    private final RingHandOver<E> shared;
    private final BoundedQueue<E> ring;
    private final @Nullable MpscRingQueue<E> relaxed; // the ring, if it is one: whoever looks again may ask cheaply
    private final WaitPoint notFull;
    private final Tally tally;
    private boolean closed;

    RingConsumer(RingHandOver<E> shared) {
        this.shared = shared;
        ring = shared.ring;
        relaxed = ring instanceof MpscRingQueue<E> mpsc ? mpsc : null;
        notFull = shared.notFull;
        tally = shared.openConsumer();
    }

    // @start region="take"
    @Override
    public @Nullable E take() throws InterruptedException {
        requireOpen();
        E item = poll();
        if (item == null) {
            item = takeWhenThereIsOne();
        }
        if (item != null) {
            tally.move();
            notFull.signal();
        }
        return item;
    }

    private @Nullable E takeWhenThereIsOne() throws InterruptedException {
        for (int i = 0; i < shared.spins; i++) {
            shared.notEmpty.pause(i);
            E item = poll();
            if (item != null) {
                return item;
            }
        }
        long start = System.nanoTime();
        try {
            while (true) {
                shared.notEmpty.await(this::mayGoOn, WaitPoint.FOREVER);
                boolean last = shared.ended(); // before the poll: an item put before the end is found by it
                E item = poll();
                if (item != null || last) {
                    return item;
                }
            }
        } finally {
            tally.waited(System.nanoTime() - start);
        }
    }

    /// Once the stream has ended no slot is half-way, so then null means empty in either way.
    private @Nullable E poll() {
        return relaxed == null ? ring.poll() : relaxed.relaxedPoll();
    }

    private boolean mayGoOn() {
        return (relaxed == null ? ring.peek() : relaxed.relaxedPeek()) != null || shared.ended();
    }
    // @end

    @Override
    public SharedConsumer<E> another() {
        requireOpen();
        return new RingConsumer<>(shared);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this consumer is closed");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            shared.closeConsumer(tally);
        }
    }
}
