package happensbefore.otlpsystem.otlp;

import happensbefore.otlpsystem.Account;
import happensbefore.otlpsystem.Books;
import happensbefore.otlpsystem.LatencyHistogram;
import happensbefore.otlpsystem.LocalTransport;
import happensbefore.otlpsystem.MemoryGate;
import happensbefore.otlpsystem.SpanTransport;
import happensbefore.otlpsystem.settings.GatewaySettings;
import happensbefore.spanexport.BackendLane;
import happensbefore.telemetry.receiver.OtlpSink;
import happensbefore.telemetry.receiver.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLongArray;

/// One signal's way through the gateway: checked and taken, enriched, forwarded.
///
/// For any number of threads. Owns its stages and its lanes.
final class SignalPath {
    private static final int ROOM = 1024; // requests between two stages: the memory gate is what bounds them
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    /// Why a sender was not told that all is well.
    enum Refused {
        MALFORMED,
        MEMORY_FULL,
        QUEUE_FULL,
        CLOSING
    }

    private final Signal signal;
    private final WireSchema schema;
    private final MemoryGate memory;
    private final Books books = new Books();
    private final SpanTransport<Shipment> inbound = new LocalTransport<>(ROOM);
    private final Workers workers;
    private final Forwarder forwarder;
    private final List<Outlet> outlets;
    private final AtomicLongArray refused = new AtomicLongArray(Refused.values().length);

    SignalPath(
            Signal signal,
            GatewaySettings settings,
            MemoryGate memory,
            Enrichment enrichment,
            int threads,
            List<Outlet> outlets) {
        this.signal = signal;
        this.memory = memory;
        this.outlets = List.copyOf(outlets);
        schema = WireSchema.of(signal);
        SpanTransport<Shipment> enriched = new LocalTransport<>(ROOM);
        workers = new Workers(label(), threads, inbound, enriched, enrichment, books, memory);
        forwarder = new Forwarder(
                label(),
                enriched,
                books,
                memory,
                outlets,
                settings.batch(),
                settings.answer(),
                settings.laggingAfter());
    }

    // @start region="take"
    /// Any thread. What it answers with TAKEN is in the gateway's queue.
    OtlpSink.Answer take(byte[] request) {
        int items;
        try {
            items = schema.check(request);
        } catch (MalformedException e) {
            count(Refused.MALFORMED);
            return new OtlpSink.Answer.Malformed("not an OTLP " + signal + " request: " + e.getMessage());
        }
        if (items == 0) {
            return OtlpSink.Answer.TAKEN;
        }
        if (!memory.tryTake(request.length)) {
            count(Refused.MEMORY_FULL);
            return new OtlpSink.Answer.Later("the gateway's memory is full; send it again later", RETRY_AFTER);
        }
        Shipment shipment = new Shipment(request, items, System.nanoTime());
        if (books.accept(items, () -> inbound.offer(shipment))) {
            return OtlpSink.Answer.TAKEN;
        }
        memory.release(request.length);
        if (books.isClosed()) {
            count(Refused.CLOSING);
            return new OtlpSink.Answer.Closing("the gateway is ending; send it again later", RETRY_AFTER);
        }
        count(Refused.QUEUE_FULL);
        return new OtlpSink.Answer.Later("the gateway's queue is full; send it again later", RETRY_AFTER);
    }
    // @end

    private void count(Refused reason) {
        refused.incrementAndGet(reason.ordinal());
    }

    // @start region="close"
    /// Takes nothing any more.
    void closeIntake() {
        books.close();
        inbound.close(); // nobody is in offer: that is under the books' monitor, and they are closed
    }

    /// Enriches and forwards what is left, for so long; gives up the rest.
    void drain(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        if (!workers.join(time)) {
            workers.interrupt();
        }
        if (!forwarder.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
            forwarder.interrupt();
        }
        boolean _ = workers.join(time) && forwarder.join(time); // once interrupted, they wait for nobody
    }
    // @end

    /// Lets the lanes send what they have; each has its own time limit.
    ///
    /// @return when they have ended
    CompletableFuture<Void> closeLanes() {
        List<CompletableFuture<Boolean>> lanes = new ArrayList<>();
        outlets.forEach(outlet -> lanes.add(outlet.lane().shutdown()));
        return CompletableFuture.allOf(lanes.toArray(new CompletableFuture<?>[0]));
    }

    /// Ends it at once; for a gateway that did not start.
    void abort() {
        closeIntake();
        workers.interrupt();
        forwarder.interrupt();
        try {
            var _ = closeLanes().get(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // they are daemons, and have nothing
        }
    }

    Signal signal() {
        return signal;
    }

    String label() {
        return signal.name().toLowerCase(Locale.ROOT);
    }

    Account account() {
        return books.account();
    }

    List<Outlet> outlets() {
        return outlets;
    }

    List<BackendLane<Freight>> lanes() {
        return outlets.stream().map(Outlet::lane).toList();
    }

    LatencyHistogram delivery() {
        return forwarder.delivery();
    }

    long refused(Refused reason) {
        return refused.get(reason.ordinal());
    }
}
