package happensbefore.producerconsumer;

import happensbefore.lockfree.BoundedQueue;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

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
    public boolean put(E item) throws InterruptedException {
        Objects.requireNonNull(item, "item");
        requireOpen();
        tally.move(); // before the item can be seen: see RingHandOver.counts
        if (shared.abandoned()) {
            throw drop(DropReason.ABANDONED, new AbandonedException());
        }
        if (!ring.offer(item) && !putWithoutRoom(item)) {
            return false;
        }
        notEmpty.signal();
        return true;
    }
    // @end

    // @start region="overload"
    private boolean putWithoutRoom(E item) throws InterruptedException {
        return switch (shared.overload) {
            case Overload.Block() -> awaitRoom(item, WaitPoint.FOREVER);
            case Overload.TimeOut(Duration limit) -> awaitRoom(item, nanos(limit));
            case Overload.DropNewest() -> {
                tally.drop(DropReason.NEWEST);
                yield false;
            }
            case Overload.DropOldest() -> makeRoom(item);
            case Overload.Fail() -> throw drop(DropReason.REFUSED, new OverloadedException(ring.capacity()));
        };
    }

    /// Each turn that fails is one in which another producer has put an item.
    private boolean makeRoom(E item) {
        do {
            if (ring.poll() != null) {
                tally.drop(DropReason.OLDEST);
            }
        } while (!ring.offer(item));
        return true;
    }
    // @end

    // @start region="await"
    private boolean awaitRoom(E item, long limit) throws InterruptedException {
        for (int i = 0; i < shared.spins; i++) {
            shared.notFull.pause(i);
            if (ring.offer(item)) {
                return true;
            }
        }
        long start = System.nanoTime();
        long deadline = limit == WaitPoint.FOREVER ? limit : start + limit;
        try {
            do {
                if (!shared.notFull.await(this::mayGoOn, deadline)) {
                    tally.drop(DropReason.TIMED_OUT);
                    return false;
                }
                if (shared.abandoned()) {
                    throw drop(DropReason.ABANDONED, new AbandonedException());
                }
            } while (!ring.offer(item));
            return true;
        } catch (InterruptedException e) {
            throw drop(DropReason.INTERRUPTED, e);
        } finally {
            tally.waited(System.nanoTime() - start);
        }
    }

    private boolean mayGoOn() {
        return ring.size() < ring.capacity() || shared.abandoned();
    }
    // @end

    private <X extends Exception> X drop(DropReason reason, X cause) {
        tally.drop(reason);
        return cause;
    }

    /// Short enough to be added to the clock.
    private static long nanos(Duration limit) {
        return Math.min(TimeUnit.NANOSECONDS.convert(limit), Long.MAX_VALUE / 2);
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
