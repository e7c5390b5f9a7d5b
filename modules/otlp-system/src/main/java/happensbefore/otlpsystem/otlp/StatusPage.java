package happensbefore.otlpsystem.otlp;

import happensbefore.otlpsystem.Account;
import happensbefore.otlpsystem.MemoryGate;
import happensbefore.otlpsystem.ServiceLatencies;
import happensbefore.spanexport.Ledger;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The gateway's state as one page of HTML, which asks for itself again every two seconds.
final class StatusPage {
    private static final double MILLI = 1e6;
    private static final int MOST_SERVICES = 50;
    private static final String HEAD = """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><meta http-equiv="refresh" content="2">
            <meta name="viewport" content="width=device-width"><title>OTLP gateway</title>
            <style>
            :root{color-scheme:light dark}
            body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}
            table{border-collapse:collapse;margin:1rem 0;display:block;overflow-x:auto}
            th,td{padding:.25rem .75rem;text-align:right;border-bottom:1px solid #8886}
            th:first-child,td:first-child{text-align:left}
            </style></head><body><h1>OTLP gateway</h1>
            """;

    private final List<SignalPath> paths;
    private final MemoryGate memory;
    private final ServiceLatencies services;

    StatusPage(List<SignalPath> paths, MemoryGate memory, ServiceLatencies services) {
        this.paths = List.copyOf(paths);
        this.memory = memory;
        this.services = services;
    }

    /// @param state `ready` or `ending`
    String html(String state) {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("<p>").append(state);
        page.append(String.format(
                Locale.ROOT,
                "; %,d of %,d KiB of memory held. <a href=\"/metrics\">All metrics</a>.</p>%n",
                memory.held() >> 10,
                memory.capacity() >> 10));
        signals(page);
        backends(page);
        services(page);
        return page.append("</body></html>\n").toString();
    }

    private void signals(StringBuilder page) {
        row(
                page.append("<h2>Items</h2><table>"),
                "th",
                "signal",
                "received",
                "exported",
                "dropped",
                "queued",
                "in flight",
                "p50 ms",
                "p99 ms",
                "why dropped");
        for (SignalPath path : paths) {
            Account now = path.account();
            row(
                    page,
                    "td",
                    path.label(),
                    count(now.received()),
                    count(now.exported()),
                    count(now.droppedInAll()),
                    count(now.queued()),
                    count(now.inFlight()),
                    millis(path.delivery().quantile(0.5)),
                    millis(path.delivery().quantile(0.99)),
                    now.dropped().isEmpty() ? "" : now.dropped().toString());
        }
        page.append("</table>\n");
    }

    private void backends(StringBuilder page) {
        row(
                page.append("<h2>Backends</h2><table>"),
                "th",
                "backend",
                "signal",
                "state",
                "exported",
                "dropped",
                "queued",
                "in flight",
                "retries",
                "last failure");
        for (SignalPath path : paths) {
            for (Outlet outlet : path.outlets()) {
                Ledger now = outlet.lane().ledger();
                Throwable failure = outlet.lane().lastFailure();
                row(
                        page,
                        "td",
                        outlet.backend().toString(),
                        path.label(),
                        state(outlet),
                        count(now.exported()),
                        count(now.droppedInAll()),
                        count(now.queued()),
                        count(now.inFlight()),
                        count(outlet.lane().retries()),
                        FailureText.of(failure));
            }
        }
        page.append("</table>\n");
    }

    private static String state(Outlet outlet) {
        return switch (outlet.breaker().state()) {
            case CLOSED -> "answers, as far as is known";
            case OPEN -> "does not answer";
            case HALF_OPEN -> "is tried again";
        };
    }

    private void services(StringBuilder page) {
        row(page.append("<h2>Services</h2><table>"), "th", "service", "spans", "errors", "p50 ms", "p99 ms");
        services.all().entrySet().stream()
                .limit(MOST_SERVICES)
                .forEach((Map.Entry<String, ServiceLatencies.Service> each) -> {
                    ServiceLatencies.Service service = each.getValue();
                    row(
                            page,
                            "td",
                            each.getKey(),
                            count(service.durations().count()),
                            count(service.errors().sum()),
                            millis(service.durations().quantile(0.5)),
                            millis(service.durations().quantile(0.99)));
                });
        page.append("</table>\n");
    }

    private static void row(StringBuilder page, String cell, String... texts) {
        page.append("<tr>");
        for (String text : texts) {
            page.append('<').append(cell).append('>').append(escaped(text));
        }
        page.append("</tr>\n");
    }

    private static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.2f", nanos / MILLI);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
