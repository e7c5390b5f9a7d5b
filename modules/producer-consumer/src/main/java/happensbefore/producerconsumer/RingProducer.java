package happensbefore.producerconsumer;

import happensbefore.lockfree.BoundedQueue;
import java.util.Objects;

/// A producer of a [RingHandOver].
final class RingProducer<E> implements SharedProducer<E> {
    private final RingHandOver<E> shared;
    private final BoundedQueue<E> ring;
    private final WaitPoint notEmpty;
    private final Tally tally;
    private boolean closed;

    RingProducer(RingHandOver<E> shared) {
        this.shared = shared;
        ring = shared.ring;
        notEmpty = shared.notEmpty;
        tally = shared.openProducer();
    }

    // @start region="put"
    @Override
    public void put(E item) throws InterruptedException {
        Objects.requireNonNull(item, "item");
        requireOpen();
        tally.move(); // before the item can be seen: see RingHandOver.counts
        if (shared.abandoned()) {
            throw abandon();
        }
        if (!ring.offer(item)) {
            putWhenThereIsRoom(item);
        }
        notEmpty.signal();
    }

    private void putWhenThereIsRoom(E item) throws InterruptedException {
        for (int i = 0; i < shared.spins; i++) {
            Thread.onSpinWait();
            if (ring.offer(item)) {
                return;
            }
        }
        long start = System.nanoTime();
        try {
            do {
                shared.notFull.await(this::mayGoOn, WaitPoint.FOREVER);
                if (shared.abandoned()) {
                    throw abandon();
                }
            } while (!ring.offer(item));
        } catch (InterruptedException e) {
            tally.drop(DropReason.INTERRUPTED);
            throw e;
        } finally {
            tally.waited(System.nanoTime() - start);
        }
    }

    private boolean mayGoOn() {
        return ring.size() < ring.capacity() || shared.abandoned();
    }
    // @end

    private AbandonedException abandon() {
        tally.drop(DropReason.ABANDONED);
        return new AbandonedException();
    }

    @Override
    public SharedProducer<E> another() {
        requireOpen();
        return new RingProducer<>(shared);
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("this producer is closed");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            shared.closeProducer(tally);
        }
    }
}
