package happensbefore.selectjoin.otlp;

import happensbefore.channels.Channel;
import happensbefore.channels.Receiver;
import happensbefore.channels.SendResult;
import happensbefore.selectjoin.Lanes;
import happensbefore.tasks.otlp.Sender;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;

/// Exports spans on a thread of its own, the urgent ones first; the others age, and get their turn.
///
/// - Each export is a span under that of whoever offered the item.
/// - `happensbefore.lane.wait` is a histogram of the time in a lane, in seconds, by `lane`.
/// - `happensbefore.lane.items` counts by `lane` and `outcome`: `sent`, `failed`, `dropped` when the lane
///   was full or closed.
///
/// Safe for any number of threads. `close` lets what was accepted go out, and ends the thread.
public final class UrgentFirstExport<S> implements AutoCloseable {
    private static final AttributeKey<String> LANE = AttributeKey.stringKey("lane");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");
    private static final double NANOS = 1e9;

    private record Item<S>(S span, String lane, Context caller, long since) {}

    private final Channel<Item<S>> urgent;
    private final Channel<Item<S>> normal;
    private final Sender<S> sender;
    private final StepSpans spans;
    private final DoubleHistogram waits;
    private final LongCounter items;
    private final Thread exporter;
    private boolean closed; // guarded by this

    /// @param capacity of each of the two lanes
    /// @param ageing after how many urgent items in a row a waiting normal one goes first, as in [Lanes]
    public UrgentFirstExport(OpenTelemetry telemetry, int capacity, int ageing, Sender<S> sender) {
        urgent = Channel.bounded(capacity);
        normal = Channel.bounded(capacity);
        this.sender = sender;
        spans = new StepSpans(telemetry);
        var meter = telemetry.getMeter("happensbefore.selectjoin");
        waits = meter.histogramBuilder("happensbefore.lane.wait").setUnit("s").build();
        items = meter.counterBuilder("happensbefore.lane.items").build();
        Lanes<Item<S>> lanes = new Lanes<>(List.of(urgent.receiver(), normal.receiver()), ageing);
        exporter = Thread.ofVirtual().name("urgent-first").start(() -> run(lanes));
    }

    // @start region="offer"
    /// Offers a span; never waits.
    ///
    /// @return false when its lane was full, or this is closed: then it was dropped, and counted
    public boolean offer(S span, boolean isUrgent) {
        String lane = isUrgent ? "urgent" : "normal";
        Item<S> item = new Item<>(span, lane, Context.current(), System.nanoTime());
        boolean accepted = accepts(item, isUrgent ? urgent : normal);
        if (!accepted) {
            count(lane, "dropped");
        }
        return accepted;
    }

    /// Under the monitor, as [#endLanes] is: what is accepted is before the end.
    private synchronized boolean accepts(Item<S> item, Channel<Item<S>> lane) {
        return !closed && lane.sender().trySend(item) == SendResult.SENT;
    }

    private synchronized void endLanes() {
        closed = true;
        urgent.sender().close();
        normal.sender().close();
    }

    private void run(Lanes<Item<S>> lanes) {
        try (Receiver<Item<S>> _ = urgent.receiver();
                Receiver<Item<S>> _ = normal.receiver()) {
            for (Item<S> next = lanes.receive(); next != null; next = lanes.receive()) {
                waits.record((System.nanoTime() - next.since()) / NANOS, Attributes.of(LANE, next.lane()));
                export(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody but a sender can have done that: there is nothing to go on for
        }
    }
    // @end

    private void export(Item<S> item) throws InterruptedException {
        try (Scope _ = item.caller().makeCurrent()) {
            spans.traced(new Step<>("export " + item.lane(), () -> {
                        sender.send(item.span());
                        return item;
                    }))
                    .call();
            count(item.lane(), "sent");
        } catch (InterruptedException e) {
            count(item.lane(), "failed");
            throw e;
        } catch (Exception e) {
            count(item.lane(), "failed"); // why, its span tells
        }
    }

    private void count(String lane, String outcome) {
        items.add(1, Attributes.of(LANE, lane, OUTCOME, outcome));
    }

    /// Waits until what was accepted has gone out. An interrupt of the caller is kept for later.
    @Override
    public void close() {
        endLanes();
        boolean interrupted = false;
        while (true) {
            try {
                exporter.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
