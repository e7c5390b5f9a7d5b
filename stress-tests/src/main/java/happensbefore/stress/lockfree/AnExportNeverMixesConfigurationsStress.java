package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.BrokenTwoFieldConfig.Settings;
import happensbefore.lockfree.otlp.ReconfigurableExporter;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
/// Exports race with reconfigurations of the exporter. Each must work by one configuration to its end: both
/// settings, and the version that its span names.

@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Each export used one configuration, and its span said which.")
@Outcome(id = "false, .*", expect = FORBIDDEN, desc = "An export used settings of two configurations.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "A span names another version than its export used.")
@State
public class AnExportNeverMixesConfigurationsStress {
    private static final int TIMES = 8;

    private final ReconfigurableExporter<Settings, ZZ_Result> exporter =
            new ReconfigurableExporter<>(new SpanVersions(), settings(1), this::send);
    private long spansVersion; // of the exporting thread

    @Actor
    public void exporting(ZZ_Result r) {
        r.r1 = true;
        r.r2 = true;
        try {
            for (int i = 0; i < TIMES; i++) {
                exporter.export(r);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Actor
    public void reconfiguring() {
        for (int version = 2; version <= TIMES; version++) {
            Settings next = settings(version);
            exporter.reconfigure(_ -> next);
        }
    }

    private void send(Settings used, ZZ_Result r) {
        r.r1 &= used.equals(settings(used.timeoutMillis()));
        r.r2 &= used.timeoutMillis() == spansVersion;
    }

    private static Settings settings(int version) {
        return new Settings("host-" + version, version);
    }

    /// Telemetry that keeps of a span the version that it names.
    private final class SpanVersions implements OpenTelemetry {
        @Override
        public TracerProvider getTracerProvider() {
            return new TracerProvider() {
                @Override
                public Tracer get(String name) {
                    return _ -> builder();
                }

                @Override
                public Tracer get(String name, String version) {
                    return get(name);
                }
            };
        }

        private SpanBuilder builder() {
            InvocationHandler keepsTheVersion = (builder, method, given) -> {
                if (given != null && given[0].equals(ReconfigurableExporter.CONFIG_VERSION)) {
                    spansVersion = (long) given[1];
                }
                return method.getReturnType() == Span.class ? Span.getInvalid() : builder;
            };
            return (SpanBuilder) Proxy.newProxyInstance(
                    SpanBuilder.class.getClassLoader(), new Class<?>[] {SpanBuilder.class}, keepsTheVersion);
        }

        @Override
        public ContextPropagators getPropagators() {
            return ContextPropagators.noop();
        }
    }
}
