package happensbefore.otlpsystem.otlp;

import happensbefore.otlpsystem.Account;
import happensbefore.spanexport.Drop;
import happensbefore.spanexport.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Accounts in words: sums that a reader can check.
final class AccountText {
    private AccountText() {}

    /// One line for a signal's books, and one for each of its backends'; none where nothing was received.
    static List<String> of(SignalPath path) {
        Account now = path.account();
        List<String> lines = new ArrayList<>();
        if (now.received() > 0) {
            lines.add("%s: %,d received = %,d exported + %s + %,d queued + %,d in flight"
                    .formatted(
                            path.label(),
                            now.received(),
                            now.exported(),
                            dropped(now.droppedInAll(), now.dropped()),
                            now.queued(),
                            now.inFlight()));
            path.outlets().forEach(outlet -> lines.add("  " + of(outlet)));
        }
        return lines;
    }

    private static String of(Outlet outlet) {
        Ledger now = outlet.lane().ledger();
        Map<String, Long> reasons = new TreeMap<>();
        for (Map.Entry<Drop, Long> each : now.dropped().entrySet()) {
            if (each.getValue() > 0) {
                reasons.put(each.getKey().label(), each.getValue());
            }
        }
        return "%s: %,d handed over = %,d exported + %s + %,d queued + %,d in flight"
                .formatted(
                        outlet.backend().name(),
                        now.recorded(),
                        now.exported(),
                        dropped(now.droppedInAll(), reasons),
                        now.queued(),
                        now.inFlight());
    }

    private static String dropped(long all, Map<String, Long> reasons) {
        String why = new TreeMap<>(reasons)
                .entrySet().stream()
                        .map(each -> String.format(Locale.ROOT, "%s %,d", each.getKey(), each.getValue()))
                        .collect(Collectors.joining(", ", " (", ")"));
        return String.format(Locale.ROOT, "%,d dropped", all) + (reasons.isEmpty() ? "" : why);
    }
}
