package happensbefore.channels.otlp;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongUpDownCounter;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// What every channel at work reports: `happensbefore.channel.sent`, `.received`, `.dropped` by
/// `error.type`, `.size`, and `.wait`, the seconds from a message's send to its receive.
///
/// Once all is over, what was sent is what was received or dropped after it was sent. For any number of
/// threads.
final class ChannelMetrics implements AutoCloseable {
    private static final AttributeKey<String> CHANNEL = AttributeKey.stringKey("happensbefore.channel.name");
    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    private static final String UNIT = "{message}";

    /// Why a message did not go through.
    enum Reason {
        /// There was no room, and the producer would not wait.
        QUEUE_FULL,
        /// There was no room in time.
        TIMEOUT,
        /// No consumer is left.
        CLOSED,
        /// It was sent, and then the last consumer left.
        NOT_RECEIVED,
        /// Nobody was there to take it from the producer's hands.
        NO_CONSUMER
    }

    private final Attributes self;
    private final LongCounter sent;
    private final LongCounter received;
    private final LongCounter dropped;
    private final DoubleHistogram wait;
    private final ObservableLongUpDownCounter size;

    ChannelMetrics(Meter meter, String name, LongSupplier sizeNow) {
        self = Attributes.of(CHANNEL, name);
        sent = meter.counterBuilder("happensbefore.channel.sent").setUnit(UNIT).build();
        received = meter.counterBuilder("happensbefore.channel.received")
                .setUnit(UNIT)
                .build();
        dropped = meter.counterBuilder("happensbefore.channel.dropped")
                .setUnit(UNIT)
                .build();
        wait = meter.histogramBuilder("happensbefore.channel.wait").setUnit("s").build();
        size = meter.upDownCounterBuilder("happensbefore.channel.size")
                .setUnit(UNIT)
                .buildWithCallback(measurement -> measurement.record(sizeNow.getAsLong(), self));
    }

    Attributes self() {
        return self;
    }

    void sent() {
        sent.add(1, self);
    }

    void received(long sentNanos) {
        received.add(1, self);
        wait.record((System.nanoTime() - sentNanos) / (double) TimeUnit.SECONDS.toNanos(1), self);
    }

    void dropped(Reason reason, long messages) {
        if (messages > 0) {
            dropped.add(
                    messages,
                    self.toBuilder()
                            .put(ERROR_TYPE, reason.name().toLowerCase(java.util.Locale.ROOT))
                            .build());
        }
    }

    /// Ends the reporting of the size.
    @Override
    public void close() {
        size.close();
    }
}
