package happensbefore.otlpsystem.otlp;

import happensbefore.channels.Received;
import happensbefore.otlpsystem.Books;
import happensbefore.otlpsystem.MemoryGate;
import happensbefore.otlpsystem.SpanTransport;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// The middle stage of one signal: several threads that enrich, each one shipment at a time, in no order.
///
/// - Invariant: what a shipment and what waits weigh is held in the memory gate, no more and no less.
///
/// Owns its threads. They end when the transport before them has; the last one closes the transport behind.
final class Workers {
    private static final System.Logger LOG = System.getLogger("happensbefore.gateway");
    private static final Duration TICK = Duration.ofMillis(100);

    private final SpanTransport<Shipment> in;
    private final SpanTransport<Shipment> out;
    private final Enrichment enrichment;
    private final Books books;
    private final MemoryGate memory;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicInteger working;
    private final AtomicLong lastTick = new AtomicLong(System.nanoTime());

    Workers(
            String name,
            int count,
            SpanTransport<Shipment> in,
            SpanTransport<Shipment> out,
            Enrichment enrichment,
            Books books,
            MemoryGate memory) {
        this.in = in;
        this.out = out;
        this.enrichment = enrichment;
        this.books = books;
        this.memory = memory;
        working = new AtomicInteger(count);
        for (int i = 0; i < count; i++) {
            threads.add(Thread.ofPlatform()
                    .daemon()
                    .name("gateway-enrich-" + name + "-" + i)
                    .unstarted(this::run));
        }
        threads.forEach(Thread::start);
    }

    private void run() {
        boolean abandoning = false;
        boolean ended = false;
        while (!ended) {
            try {
                switch (in.receive(TICK)) {
                    case Received.Value(Shipment shipment) -> {
                        if (abandoning) {
                            abandon(shipment);
                        } else {
                            work(shipment);
                        }
                    }
                    case Received.Nothing() -> {}
                    case Received.Ended() -> ended = true;
                }
                if (!abandoning) {
                    tick();
                }
            } catch (InterruptedException e) {
                abandoning = true;
            }
        }
        if (working.decrementAndGet() == 0) {
            end(abandoning);
        }
    }

    // @start region="work"
    private void work(Shipment shipment) throws InterruptedException {
        Enrichment.Outcome outcome;
        try {
            outcome = enrichment.enrich(shipment);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "A request that had been checked could not be enriched: it is dropped.", e);
            books.dropped(Losses.GATEWAY_FAILED, shipment.items());
            memory.release(shipment.weight());
            return;
        }
        memory.grow(outcome.weight() + outcome.waiting() - shipment.weight());
        sendOn(outcome);
    }

    private void sendOn(Enrichment.Outcome outcome) throws InterruptedException {
        count(Losses.SAMPLED_OUT, outcome.sampledOut());
        count(Losses.SAMPLED_EARLY, outcome.early());
        List<Shipment> left = new ArrayList<>(outcome.out());
        try {
            while (!left.isEmpty()) {
                out.send(left.getFirst());
                left.removeFirst();
            }
        } finally {
            left.forEach(this::abandon);
        }
    }
    // @end

    private void tick() throws InterruptedException {
        long now = System.nanoTime();
        long last = lastTick.get();
        if (now - last >= TICK.toNanos() && lastTick.compareAndSet(last, now)) {
            Enrichment.Outcome outcome = enrichment.tick();
            memory.grow(outcome.weight() + outcome.waiting());
            sendOn(outcome);
        }
    }

    private void end(boolean abandoning) {
        Enrichment.Outcome rest = enrichment.end();
        memory.grow(rest.weight() + rest.waiting());
        try {
            if (abandoning) {
                rest.out().forEach(this::abandon);
            } else {
                sendOn(rest);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // what could not be sent on is abandoned, and counted
        } finally {
            out.close();
        }
    }

    private void abandon(Shipment shipment) {
        count(Losses.ABANDONED, shipment.items());
        memory.release(shipment.weight());
    }

    private void count(String reason, long items) {
        if (items > 0) {
            books.dropped(reason, items);
        }
    }

    /// @return whether all have ended within the time
    boolean join(Duration time) throws InterruptedException {
        long deadline = System.nanoTime() + time.toNanos();
        for (Thread thread : threads) {
            if (!thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                return false;
            }
        }
        return true;
    }

    void interrupt() {
        threads.forEach(Thread::interrupt);
    }
}
