package happensbefore.otlpsystem.otlp;

import happensbefore.channels.Received;
import happensbefore.otlpsystem.Books;
import happensbefore.otlpsystem.LatencyHistogram;
import happensbefore.otlpsystem.MemoryGate;
import happensbefore.otlpsystem.SpanTransport;
import happensbefore.otlpsystem.settings.GatewaySettings;
import happensbefore.producerconsumer.ParkedThreads;
import happensbefore.spanexport.Answer;
import happensbefore.spanexport.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The last stage of one signal: makes freights of shipments, and hands each to all backends when there is
/// room.
///
/// - Invariant: a freight is handed to every backend once, and settled once.
/// - It waits for room, and so does everybody before it: what was taken is not dropped because every
///   queue is full. Whom it waits for, [RoomRule] says.
///
/// Owns its thread, which ends when the transport has.
final class Forwarder {
    private static final Duration IDLE = Duration.ofSeconds(1);
    /// A backend's room may grow without a word: an attempt that was given up has ended.
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(20);

    private final SpanTransport<Shipment> in;
    private final Books books;
    private final MemoryGate memory;
    private final List<Outlet> outlets;
    private final GatewaySettings.Batch limits;
    private final Answer answer;
    private final RoomRule rule;
    private final LatencyHistogram delivery = new LatencyHistogram();
    private final ParkedThreads room = new ParkedThreads();
    private final Thread thread;
    private @Nullable Shipment next; // taken, and too much for the freight before; its thread's own

    Forwarder(
            String name,
            SpanTransport<Shipment> in,
            Books books,
            MemoryGate memory,
            List<Outlet> outlets,
            GatewaySettings.Batch limits,
            Answer answer,
            @Nullable Duration laggingAfter) {
        this.in = in;
        this.books = books;
        this.memory = memory;
        this.outlets = List.copyOf(outlets);
        this.limits = limits;
        this.answer = answer;
        rule = new RoomRule(outlets, answer, laggingAfter);
        thread = Thread.ofPlatform().daemon().name("gateway-forward-" + name).unstarted(this::run);
        thread.start();
    }

    private void run() {
        boolean ended = false;
        while (!ended) {
            List<Shipment> load = new ArrayList<>();
            try {
                ended = !fill(load);
                if (!load.isEmpty()) {
                    Freight freight = Freight.of(load);
                    awaitRoom(freight);
                    load.clear();
                    forward(freight);
                }
            } catch (InterruptedException e) {
                load.forEach(this::abandon);
                abandonRest();
                ended = true;
            }
        }
    }

    // @start region="fill"
    /// Collects shipments until one of the limits is reached.
    ///
    /// @return false when nothing will follow
    private boolean fill(List<Shipment> load) throws InterruptedException {
        int items = 0;
        long bytes = 0;
        long until = Long.MAX_VALUE;
        while (true) {
            Shipment taken = next;
            next = null;
            if (taken == null) {
                Duration patience = load.isEmpty() ? IDLE : Duration.ofNanos(until - System.nanoTime());
                switch (in.receive(patience)) {
                    case Received.Value(Shipment value) -> taken = value;
                    case Received.Ended() -> {
                        return false;
                    }
                    case Received.Nothing() -> {
                        if (!load.isEmpty()) {
                            return true;
                        }
                        continue;
                    }
                }
            }
            if (!load.isEmpty()
                    && (items + taken.items() > limits.items() || bytes + taken.weight() > limits.bytes())) {
                next = taken;
                return true;
            }
            if (load.isEmpty()) {
                until = System.nanoTime() + limits.delay().toNanos();
            }
            load.add(taken);
            items += taken.items();
            bytes += taken.weight();
        }
    }
    // @end

    private void awaitRoom(Freight freight) throws InterruptedException {
        long since = System.nanoTime();
        while (!rule.mayGo(freight, System.nanoTime() - since)) {
            boolean _ =
                    room.await(() -> rule.mayGo(freight, System.nanoTime() - since), System.nanoTime() + LOOK_AGAIN);
        }
    }

    // @start region="forward"
    private void forward(Freight freight) {
        books.handed(freight.items());
        List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
        for (Outlet outlet : outlets) {
            CompletableFuture<Verdict> verdict = outlet.lane().submit(freight, freight.items(), freight.weight());
            var _ = verdict.thenRun(room::signalAll);
            verdicts.add(verdict);
        }
        memory.release(freight.weight()); // the lanes' own bounds hold it now
        new Settlement(books, answer, freight.items(), verdict -> noteDelivery(freight, verdict)).follow(verdicts);
    }
    // @end

    private void noteDelivery(Freight freight, Verdict verdict) {
        if (verdict.delivered()) {
            long now = System.nanoTime();
            freight.shipments().forEach(each -> delivery.add(now - each.received(), each.items()));
        }
    }

    private void abandon(Shipment shipment) {
        books.dropped(Losses.ABANDONED, shipment.items());
        memory.release(shipment.weight());
    }

    private void abandonRest() {
        Shipment left = next;
        next = null;
        if (left != null) {
            abandon(left);
        }
        boolean ended = false;
        while (!ended) {
            try {
                switch (in.receive(IDLE)) {
                    case Received.Value(Shipment shipment) -> abandon(shipment);
                    case Received.Nothing() -> {}
                    case Received.Ended() -> ended = true; // the workers always come to it
                }
            } catch (InterruptedException e) {
                // it is ending already
            }
        }
    }

    /// From receipt to the first delivery, or the last, by the rule.
    LatencyHistogram delivery() {
        return delivery;
    }

    /// @return whether it has ended within the time
    boolean join(Duration time) throws InterruptedException {
        return thread.join(time);
    }

    void interrupt() {
        thread.interrupt();
    }
}
