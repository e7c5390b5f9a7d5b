package happensbefore.otlpsystem.otlp;

import happensbefore.otlpsystem.LatencyHistogram;
import happensbefore.otlpsystem.MemoryGate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The gateway's state in lines of text, for those who ask from a terminal.
final class StatusText {
    private static final double MILLI = 1e6;

    private final List<SignalPath> paths;
    private final MemoryGate memory;

    StatusText(List<SignalPath> paths, MemoryGate memory) {
        this.paths = List.copyOf(paths);
        this.memory = memory;
    }

    /// @param state `ready` or `ending`
    String text(String state) {
        List<String> lines = new ArrayList<>();
        lines.add("OTLP gateway: " + state);
        lines.add(String.format(
                Locale.ROOT, "memory: %,d of %,d KiB held", memory.held() >> 10, memory.capacity() >> 10));
        paths.getFirst().outlets().forEach(outlet -> lines.add("backend " + health(outlet))); // of all signals the same
        for (SignalPath path : paths) {
            lines.addAll(AccountText.of(path));
            if (path.account().exported() > 0) {
                LatencyHistogram delivery = path.delivery();
                lines.add(String.format(
                        Locale.ROOT,
                        "  from receipt to export: p50 %.2f ms, p99 %.2f ms",
                        delivery.quantile(0.5) / MILLI,
                        delivery.quantile(0.99) / MILLI));
            }
        }
        if (paths.stream().allMatch(path -> path.account().received() == 0)) {
            lines.add("nothing was received yet");
        }
        return String.join("\n", lines) + "\n";
    }

    private String health(Outlet outlet) {
        if (outlet.isHealthy()) {
            return outlet.backend() + ": answers, as far as is known";
        }
        Throwable failure = paths.stream()
                .flatMap(path -> path.outlets().stream())
                .filter(each -> each.backend().equals(outlet.backend()))
                .map(each -> each.lane().lastFailure())
                .filter(each -> each != null)
                .findFirst()
                .orElse(null);
        return outlet.backend() + ": does not answer" + (failure == null ? "" : " (" + FailureText.of(failure) + ")");
    }
}
