package happensbefore.otlpsystem.otlp;

import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/// Tells an operator what has changed: a backend that does not answer any more or answers again, senders
/// that are refused, items that are dropped. Looks once a second, so that a flood of requests makes no
/// flood of lines.
///
/// Owns its thread, until `close`.
final class OperatorLog implements AutoCloseable {
    private static final Duration PACE = Duration.ofSeconds(1);

    private final List<SignalPath> paths;
    private final BiConsumer<Level, String> log;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, Boolean> healthy = new TreeMap<>(); // the looking thread's own
    private final Map<String, Long> counts = new TreeMap<>(); // the looking thread's own

    /// @param log where the lines go
    OperatorLog(List<SignalPath> paths, BiConsumer<Level, String> log) {
        this.paths = List.copyOf(paths);
        this.log = log;
    }

    void start() {
        Thread.ofVirtual().name("gateway-log").start(() -> {
            resolveAll();
            try {
                while (!closed.await(PACE.toMillis(), TimeUnit.MILLISECONDS)) {
                    look();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void resolveAll() {
        for (Outlet outlet : paths.getFirst().outlets()) {
            String host = outlet.backend().endpoint().getHost();
            try {
                InetAddress[] _ = InetAddress.getAllByName(host);
            } catch (UnknownHostException e) {
                log.accept(
                        Level.WARNING,
                        "Backend " + outlet.backend() + ": the name " + host
                                + " cannot be resolved now. It is tried again; the other backends are served.");
            }
        }
    }

    // @start region="look"
    /// Tells what has changed since the last look.
    void look() {
        List<String> told = new ArrayList<>(); // a backend's breaker is that of all signals: once is enough
        for (SignalPath path : paths) {
            for (Outlet outlet : path.outlets()) {
                String name = outlet.backend().name();
                boolean now = outlet.isHealthy();
                if (!told.contains(name) && Objects.requireNonNullElse(healthy.put(name, now), true) != now) {
                    log.accept(now ? Level.INFO : Level.WARNING, change(outlet, now));
                }
                told.add(name);
            }
            for (SignalPath.Refused reason : SignalPath.Refused.values()) {
                tell(path.label() + " requests were refused: " + words(reason), path.refused(reason));
            }
            path.account().dropped().forEach((reason, items) -> {
                if (!reason.equals(Losses.SAMPLED_OUT)) {
                    tell(path.label() + " items were dropped: " + reason, items);
                }
            });
        }
    }
    // @end

    private void tell(String what, long count) {
        long before = Objects.requireNonNullElse(counts.put(what, count), 0L);
        if (count > before) {
            log.accept(Level.WARNING, "%,d more %s; %,d since the start.".formatted(count - before, what, count));
        }
    }

    private static String words(SignalPath.Refused reason) {
        return switch (reason) {
            case MALFORMED -> "they are not OTLP";
            case MEMORY_FULL -> "the memory is full; their senders were told to come again";
            case QUEUE_FULL -> "the queue is full; their senders were told to come again";
            case CLOSING -> "the gateway is ending";
        };
    }

    private static String change(Outlet outlet, boolean healthy) {
        if (healthy) {
            return "Backend " + outlet.backend() + " answers again.";
        }
        Throwable failure = outlet.lane().lastFailure();
        return "Backend " + outlet.backend() + " does not answer"
                + (failure == null ? "" : " (" + FailureText.of(failure) + ")")
                + ". What is meant for it waits in its queue, and it is tried again.";
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
