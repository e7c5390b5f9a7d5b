package happensbefore.otlpsystem.otlp;

import happensbefore.otlpsystem.Account;
import happensbefore.telemetry.receiver.Signal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/// Looks at a gateway's books again and again, until closed, and notes what does not add up.
final class Auditor implements AutoCloseable {
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean stopped;
    private final AtomicLong samples = new AtomicLong();

    Auditor(Gateway gateway) {
        thread = Thread.ofPlatform().daemon().name("auditor").start(() -> {
            long received = 0;
            while (!stopped) {
                Account now = gateway.account(Signal.TRACES);
                if (now.missing() != 0 || now.queued() < 0 || now.inFlight() < 0 || now.received() < received) {
                    faults.add(now.toString());
                }
                received = now.received();
                gateway.ledgers(Signal.TRACES).forEach((name, ledger) -> {
                    if (ledger.queued() < 0 || ledger.inFlight() < 0) {
                        faults.add(name + " " + ledger);
                    }
                });
                samples.incrementAndGet();
                Thread.yield();
            }
        });
    }

    long samples() {
        return samples.get();
    }

    List<String> faults() {
        return faults;
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.join();
    }
}
