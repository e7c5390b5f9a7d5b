package happensbefore.selectjoin.otlp;

import happensbefore.channels.Receiver;
import happensbefore.selectjoin.SelectLoop;
import happensbefore.tasks.otlp.Sender;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/// One thread that reads spans, metrics and logs from a channel each, and exports them in batches.
///
/// - A batch goes out when it is full, when nothing has come for a while, and at the end of its channel.
/// - An export that fails loses its batch, and nothing else: it is counted, and its span tells why.
/// - `happensbefore.export.items` counts items by `signal` and `outcome`: `sent`, `failed`.
///
/// The loop ends when every channel has ended. For one thread.
public final class SignalLoop {
    private static final AttributeKey<String> SIGNAL = AttributeKey.stringKey("signal");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("outcome");

    private final SelectLoop loop = new SelectLoop();
    private final List<Batcher<?>> batchers = new ArrayList<>();
    private final StepSpans spans;
    private final LongCounter items;
    private final int batchSize;

    /// @param batchSize how many items fill a batch
    /// @param idle after which a batch that is not full goes out, when nothing comes
    public SignalLoop(OpenTelemetry telemetry, int batchSize, Duration idle) {
        spans = new StepSpans(telemetry);
        items = telemetry
                .getMeter("happensbefore.selectjoin")
                .counterBuilder("happensbefore.export.items")
                .build();
        this.batchSize = batchSize;
        loop.whenIdle(idle, () -> batchers.forEach(Batcher::flushUnlessStopped));
    }

    // @start region="signal"
    /// Adds a signal.
    ///
    /// @param name as in the span `export spans`
    public <T> SignalLoop signal(String name, Receiver<T> from, Sender<List<T>> to) {
        Batcher<T> batcher = new Batcher<>(name, to);
        batchers.add(batcher);
        loop.on(from, batcher::add, batcher::flushUnlessStopped);
        return this;
    }

    /// Runs until every channel has ended.
    ///
    /// @throws InterruptedException when this thread was interrupted; what was in a batch by then is counted
    ///     as failed
    public void run() throws InterruptedException {
        try {
            loop.run();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a batcher fails in no way that it does not count", e);
        } finally {
            batchers.forEach(Batcher::lose);
        }
    }
    // @end

    /// The batch of one signal.
    private final class Batcher<T> {
        private final String name;
        private final Sender<List<T>> sender;
        private List<T> batch = new ArrayList<>();

        Batcher(String name, Sender<List<T>> sender) {
            this.name = name;
            this.sender = sender;
        }

        void add(T item) throws InterruptedException {
            batch.add(item);
            if (batch.size() >= batchSize) {
                flush();
            }
        }

        void flushUnlessStopped() {
            try {
                flush();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the loop looks before it waits
            }
        }

        // @start region="flush"
        private void flush() throws InterruptedException {
            if (batch.isEmpty()) {
                return;
            }
            List<T> full = List.copyOf(batch);
            batch = new ArrayList<>();
            Callable<Integer> export = spans.traced(new Step<>("export " + name, () -> {
                sender.send(full);
                return full.size();
            }));
            try {
                count("sent", export.call());
            } catch (InterruptedException e) {
                count("failed", full.size());
                throw e;
            } catch (Exception e) {
                count("failed", full.size()); // why, its span tells
            }
        }
        // @end

        void lose() {
            count("failed", batch.size());
            batch = new ArrayList<>();
        }

        private void count(String outcome, int number) {
            items.add(number, Attributes.of(SIGNAL, name, OUTCOME, outcome));
        }
    }
}
