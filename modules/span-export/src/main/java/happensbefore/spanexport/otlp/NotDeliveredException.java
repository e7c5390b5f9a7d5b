package happensbefore.spanexport.otlp;

import happensbefore.spanexport.Drop;
import happensbefore.spanexport.PartlyRejectedException;
import happensbefore.spanexport.Verdict;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/// A batch did not come to all the backends that it had to come to; and which of them failed.
public final class NotDeliveredException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Map<String, Verdict> verdicts;

    /// @param verdicts that are known, by backend
    NotDeliveredException(Map<String, Verdict> verdicts) {
        super(message(verdicts));
        this.verdicts = Map.copyOf(verdicts);
        verdicts.values().forEach(verdict -> {
            Throwable cause = verdict.cause();
            if (cause != null) {
                addSuppressed(cause);
            }
        });
    }

    private static String message(Map<String, Verdict> verdicts) {
        Map<String, String> losses = new TreeMap<>();
        verdicts.forEach((backend, verdict) -> {
            Drop loss = verdict.loss();
            losses.put(backend, loss == null ? "delivered" : loss.label());
        });
        return "by backend: " + losses;
    }

    /// The rejection of the backend that has taken the most of the batch; or all that is known, when none has taken
    /// any of it.
    static Exception leastOf(Map<String, Verdict> verdicts) {
        return verdicts.values().stream()
                .filter(verdict -> verdict.rejected() > 0)
                .min(Comparator.comparingLong(Verdict::rejected))
                .<Exception>map(verdict -> new PartlyRejectedException(verdict.rejected()))
                .orElseGet(() -> new NotDeliveredException(verdicts));
    }

    /// By backend.
    public Map<String, Verdict> verdicts() {
        return verdicts;
    }
}
