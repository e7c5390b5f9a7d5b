package happensbefore.exercises.lastcall;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/// Three stages at the same time, with bounded room in between, that end when they are told to.
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

    private static final Object LAST = new Object();

    private final BlockingQueue<Object> toCook;
    private final BlockingQueue<Object> toServe;
    private final List<Thread> stages;
    private volatile boolean isClosed;
    private volatile int taken;
    private volatile int served;

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
        for (Thread stage : stages) {
            boolean _ = stage.join(grace);
        }
        stages.forEach(Thread::interrupt);
        return new Bill(taken, served, null);
    }

    private void takeOrders(Orders<A> orders) {
        try {
            while (!isClosed) {
                A order = orders.next();
                if (order == null) {
                    break;
                }
                taken++;
                toCook.put(order);
            }
            toCook.put(LAST);
        } catch (Exception e) {
            System.err.println("No more orders: " + e);
        }
    }

    @SuppressWarnings("unchecked") // what is not the last is an order
    private void cookAll(Cook<A, B> cook) {
        try {
            for (Object next = toCook.take(); next != LAST; next = toCook.take()) {
                toServe.put(cook.cook((A) next));
            }
            toServe.put(LAST);
        } catch (Exception e) {
            System.err.println("The kitchen is closed: " + e);
        }
    }

    @SuppressWarnings("unchecked") // what is not the last is a dish
    private void serveAll(Waiter<B> waiter) {
        try {
            for (Object next = toServe.take(); next != LAST; next = toServe.take()) {
                waiter.serve((B) next);
                served++;
            }
        } catch (Exception e) {
            System.err.println("Nobody serves: " + e);
        }
    }
}
