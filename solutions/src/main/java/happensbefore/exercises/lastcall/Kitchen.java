package happensbefore.exercises.lastcall;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Three stages at the same time, with bounded room in between, that end when they are told to.
///
/// - Two ends: `isClosed` asks the first stage alone to end, and what it has taken goes through; `isOver` ends all.
/// Both
///   are written before the interrupt that is sent for them.
/// - Progress: after the end every wait of a stage is interrupted, and none begins.
public final class Kitchen<A, B> {
    /// The first stage: where the orders come from.
    @FunctionalInterface
    public interface Orders<A> {
        /// Waits for the next order.
        ///
        /// @return null when there will be none
        @Nullable
        A next() throws Exception;
    }

    /// The second stage.
    @FunctionalInterface
    public interface Cook<A, B> {
        B cook(A order) throws Exception;
    }

    /// The third stage, the end of an order's way.
    @FunctionalInterface
    public interface Waiter<B> {
        void serve(B dish) throws Exception;
    }

    /// What went wrong first.
    ///
    /// @param stage `orders`, `cook` or `waiter`
    /// @param order its number, from 0; for `orders`, that of the order that did not come
    public record Failure(String stage, int order, Throwable cause) {}

    /// How an evening went. Every order that was taken is served or lost.
    public record Bill(int taken, int served, @Nullable Failure failure) {
        /// Orders that were taken and not served.
        public int lost() {
            return taken - served;
        }
    }

    private record Numbered<T>(int number, T it) {}

    private static final Object LAST = new Object();

    private final BlockingQueue<Object> toCook;
    private final BlockingQueue<Object> toServe;
    private final List<Thread> stages;
    private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();
    private volatile boolean isClosed;
    private volatile boolean isOver;
    private int taken; // written by the first stage's thread
    private int served; // written by the last stage's thread

    /// @param room how many orders may wait for the cook, and how many dishes for the waiter, 1 or more
    public Kitchen(int room, Orders<A> orders, Cook<A, B> cook, Waiter<B> waiter) {
        toCook = new ArrayBlockingQueue<>(room);
        toServe = new ArrayBlockingQueue<>(room);
        stages = List.of(
                Thread.ofVirtual().name("orders").unstarted(() -> takeOrders(orders)),
                Thread.ofVirtual().name("cook").unstarted(() -> cookAll(cook)),
                Thread.ofVirtual().name("waiter").unstarted(() -> serveAll(waiter)));
    }

    /// Starts the three stages, each on a thread of its own.
    public void open() {
        stages.forEach(Thread::start);
    }

    /// Takes no further order, and waits until all that were taken are served, but no longer than the grace lasts:
    /// then all ends at once. Any thread may call it, several may, and each gets the same bill when all has ended.
    ///
    /// @throws InterruptedException when interrupted meanwhile: all was ended at once
    public Bill lastCall(Duration grace) throws InterruptedException {
        isClosed = true;
        stages.getFirst().interrupt();
        InterruptedException interrupt = null;
        try {
            long deadline = System.nanoTime() + grace.toNanos();
            for (Thread stage : stages) {
                boolean _ = stage.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            }
        } catch (InterruptedException e) {
            interrupt = e;
        }
        endAll();
        for (Thread stage : stages) {
            while (stage.isAlive()) {
                try {
                    stage.join();
                } catch (InterruptedException e) {
                    interrupt = e;
                }
            }
        }
        if (interrupt != null) {
            throw interrupt;
        }
        return new Bill(taken, served, failure.get());
    }

    private void endAll() {
        isOver = true;
        stages.forEach(Thread::interrupt);
    }

    private void failed(String stage, int order, Throwable cause) {
        if (!isOver && failure.compareAndSet(null, new Failure(stage, order, cause))) {
            endAll();
        }
    }

    private void takeOrders(Orders<A> orders) {
        try {
            while (!isClosed) {
                A order = next(orders);
                if (order == null) {
                    break;
                }
                taken++;
                put(toCook, new Numbered<>(taken - 1, order));
            }
            put(toCook, LAST);
        } catch (Throwable thrown) {
            failed("orders", taken, thrown);
        }
    }

    private @Nullable A next(Orders<A> orders) throws Exception {
        try {
            return orders.next();
        } catch (InterruptedException e) {
            if (isClosed && !isOver) {
                return null;
            }
            throw e;
        }
    }

    /// The interrupt of the last call may come while the first stage waits for room: it is not meant for that.
    private void put(BlockingQueue<Object> queue, Object thing) throws InterruptedException {
        while (true) {
            if (isOver) {
                throw new InterruptedException();
            }
            try {
                queue.put(thing);
                return;
            } catch (InterruptedException e) {
                if (!isClosed) {
                    throw e;
                }
            }
        }
    }

    private Object take(BlockingQueue<Object> queue) throws InterruptedException {
        if (isOver) {
            throw new InterruptedException();
        }
        return queue.take();
    }

    @SuppressWarnings("unchecked") // what is not the last is an order
    private void cookAll(Cook<A, B> cook) {
        int number = 0;
        try {
            for (Object next = take(toCook); next != LAST; next = take(toCook)) {
                Numbered<A> order = (Numbered<A>) next;
                number = order.number();
                put(toServe, new Numbered<>(number, cook.cook(order.it())));
            }
            put(toServe, LAST);
        } catch (Throwable thrown) {
            failed("cook", number, thrown);
        }
    }

    @SuppressWarnings("unchecked") // what is not the last is a dish
    private void serveAll(Waiter<B> waiter) {
        int number = 0;
        try {
            for (Object next = take(toServe); next != LAST; next = take(toServe)) {
                Numbered<B> dish = (Numbered<B>) next;
                number = dish.number();
                waiter.serve(dish.it());
                served++;
            }
        } catch (Throwable thrown) {
            failed("waiter", number, thrown);
        }
    }
}
