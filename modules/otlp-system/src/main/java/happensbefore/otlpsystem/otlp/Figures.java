package happensbefore.otlpsystem.otlp;

import happensbefore.otlpsystem.Account;
import happensbefore.otlpsystem.LatencyHistogram;
import happensbefore.otlpsystem.MemoryGate;
import happensbefore.otlpsystem.ServiceLatencies;
import happensbefore.spanexport.Drop;
import happensbefore.spanexport.Ledger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The gateway's own numbers, read anew each time. Those of one signal's books are of one moment, and so
/// are those of one backend's ledger.
final class Figures {
    private static final double NANOS = 1e9;
    private static final List<String> QUANTILES = List.of("0.5", "0.99");

    private final List<SignalPath> paths;
    private final MemoryGate memory;
    private final ServiceLatencies services;

    Figures(List<SignalPath> paths, MemoryGate memory, ServiceLatencies services) {
        this.paths = List.copyOf(paths);
        this.memory = memory;
        this.services = services;
    }

    List<Figure> read() {
        List<Figure> all = new ArrayList<>();
        paths.forEach(path -> addPath(all, path));
        paths.forEach(path -> path.outlets().forEach(outlet -> addOutlet(all, path.label(), outlet)));
        all.add(Figure.of(OwnMetric.MEMORY_HELD, memory.held()));
        all.add(Figure.of(OwnMetric.MEMORY_CAPACITY, memory.capacity()));
        services.all().forEach((name, service) -> {
            LatencyHistogram durations = service.durations();
            all.add(Figure.of(OwnMetric.SERVICE_SPANS, durations.count(), "service", name));
            all.add(Figure.of(OwnMetric.SERVICE_ERRORS, service.errors().sum(), "service", name));
            addQuantiles(all, OwnMetric.SERVICE_DURATION, durations, "service", name);
        });
        return all;
    }

    private static void addPath(List<Figure> all, SignalPath path) {
        Account now = path.account();
        String signal = path.label();
        all.add(Figure.of(OwnMetric.RECEIVED, now.received(), "signal", signal));
        all.add(Figure.of(OwnMetric.EXPORTED, now.exported(), "signal", signal));
        now.dropped()
                .forEach((reason, items) ->
                        all.add(Figure.of(OwnMetric.DROPPED, items, "signal", signal, "reason", reason)));
        all.add(Figure.of(OwnMetric.QUEUED, now.queued(), "signal", signal));
        all.add(Figure.of(OwnMetric.IN_FLIGHT, now.inFlight(), "signal", signal));
        for (SignalPath.Refused reason : SignalPath.Refused.values()) {
            String label = reason.name().toLowerCase(Locale.ROOT);
            all.add(Figure.of(OwnMetric.REFUSED, path.refused(reason), "signal", signal, "reason", label));
        }
        addQuantiles(all, OwnMetric.DELIVERY, path.delivery(), "signal", signal);
    }

    private static void addOutlet(List<Figure> all, String signal, Outlet outlet) {
        Ledger now = outlet.lane().ledger();
        String[] labels = {"backend", outlet.backend().name(), "signal", signal};
        all.add(Figure.of(OwnMetric.BACKEND_HANDED, now.recorded(), labels));
        all.add(Figure.of(OwnMetric.BACKEND_EXPORTED, now.exported(), labels));
        for (Map.Entry<Drop, Long> dropped : new EnumMap<>(now.dropped()).entrySet()) {
            if (dropped.getValue() > 0) {
                all.add(Figure.of(
                        OwnMetric.BACKEND_DROPPED,
                        dropped.getValue(),
                        "backend",
                        outlet.backend().name(),
                        "signal",
                        signal,
                        "reason",
                        dropped.getKey().label()));
            }
        }
        all.add(Figure.of(OwnMetric.BACKEND_QUEUED, now.queued(), labels));
        all.add(Figure.of(OwnMetric.BACKEND_IN_FLIGHT, now.inFlight(), labels));
        all.add(Figure.of(OwnMetric.BACKEND_LATE, now.late(), labels));
        all.add(Figure.of(OwnMetric.BACKEND_RETRIES, outlet.lane().retries(), labels));
        all.add(Figure.of(OwnMetric.BACKEND_HEALTHY, outlet.isHealthy() ? 1 : 0, labels));
    }

    private static void addQuantiles(
            List<Figure> all, OwnMetric metric, LatencyHistogram times, String label, String value) {
        for (String quantile : QUANTILES) {
            double seconds = times.quantile(Double.parseDouble(quantile)) / NANOS;
            all.add(Figure.of(metric, seconds, label, value, "quantile", quantile));
        }
    }

    /// Prometheus's text format 0.0.4.
    String prometheus() {
        Map<OwnMetric, List<Figure>> byMetric = new EnumMap<>(OwnMetric.class);
        read().forEach(figure -> byMetric.computeIfAbsent(figure.metric(), _ -> new ArrayList<>())
                .add(figure));
        StringBuilder text = new StringBuilder();
        byMetric.forEach((metric, figures) -> {
            String name = metric.prometheusName();
            text.append("# HELP ")
                    .append(name)
                    .append(' ')
                    .append(metric.help())
                    .append('\n');
            text.append("# TYPE ").append(name).append(metric.counter() ? " counter\n" : " gauge\n");
            figures.forEach(figure -> text.append(figure.line()).append('\n'));
        });
        return text.toString();
    }
}
