package happensbefore.benchmarks.spanexport;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounterBuilder;
import io.opentelemetry.api.metrics.DoubleGaugeBuilder;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongCounterBuilder;
import io.opentelemetry.api.metrics.LongUpDownCounterBuilder;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterBuilder;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.metrics.ObservableLongCounter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import io.opentelemetry.context.Context;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/// Meters for the SDK's processor that add up how many spans it says it dropped, and nothing else: a drop costs what
/// it costs in a [happensbefore.spanexport.Ledger]. Any number of threads.
final class SdkDrops implements MeterProvider {
    private static final Meter NOWHERE = MeterProvider.noop().get("nowhere");
    private static final AttributeKey<String> REASON = AttributeKey.stringKey("error.type");

    private final LongAdder dropped = new LongAdder();

    long sum() {
        return dropped.sum();
    }

    @Override
    public MeterBuilder meterBuilder(String scope) {
        return new Builder();
    }

    private final class Builder implements MeterBuilder {
        @Override
        public MeterBuilder setSchemaUrl(String url) {
            return this;
        }

        @Override
        public MeterBuilder setInstrumentationVersion(String version) {
            return this;
        }

        @Override
        public Meter build() {
            return new Counters();
        }
    }

    private final class Counters implements Meter {
        @Override
        public LongCounterBuilder counterBuilder(String name) {
            return new CounterBuilder(NOWHERE.counterBuilder(name));
        }

        @Override
        public LongUpDownCounterBuilder upDownCounterBuilder(String name) {
            return NOWHERE.upDownCounterBuilder(name);
        }

        @Override
        public DoubleHistogramBuilder histogramBuilder(String name) {
            return NOWHERE.histogramBuilder(name);
        }

        @Override
        public DoubleGaugeBuilder gaugeBuilder(String name) {
            return NOWHERE.gaugeBuilder(name);
        }
    }

    private final class CounterBuilder implements LongCounterBuilder {
        private final LongCounterBuilder nowhere;

        CounterBuilder(LongCounterBuilder nowhere) {
            this.nowhere = nowhere;
        }

        @Override
        public LongCounterBuilder setDescription(String description) {
            return this;
        }

        @Override
        public LongCounterBuilder setUnit(String unit) {
            return this;
        }

        @Override
        public DoubleCounterBuilder ofDoubles() {
            return nowhere.ofDoubles();
        }

        @Override
        public LongCounter build() {
            return new Counter();
        }

        @Override
        public ObservableLongCounter buildWithCallback(Consumer<ObservableLongMeasurement> callback) {
            return nowhere.buildWithCallback(callback);
        }
    }

    private final class Counter implements LongCounter {
        @Override
        public void add(long spans) {}

        @Override
        public void add(long spans, Attributes attributes) {
            if (attributes.get(REASON) != null) {
                dropped.add(spans);
            }
        }

        @Override
        public void add(long spans, Attributes attributes, Context context) {
            add(spans, attributes);
        }
    }
}
