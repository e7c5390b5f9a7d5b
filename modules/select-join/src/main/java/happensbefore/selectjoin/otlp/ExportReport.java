package happensbefore.selectjoin.otlp;

import happensbefore.selectjoin.Outcome;
import java.util.ArrayList;
import java.util.List;

/// What became of each item of an export: which were sent, which failed and why, which were cancelled.
/// Immutable.
///
/// Every item stands in exactly one of the lists, which keep the order of the items. A cancelled item may
/// have reached the backend all the same: nobody waited for the answer.
public record ExportReport<S>(List<S> sent, List<Failed<S>> failed, List<S> cancelled) {
    /// @param reason what the sender threw
    public record Failed<S>(S item, Throwable reason) {}

    public ExportReport {
        sent = List.copyOf(sent);
        failed = List.copyOf(failed);
        cancelled = List.copyOf(cancelled);
    }

    // @start region="of"
    /// @param outcomes one for each item, in the same order
    static <S> ExportReport<S> of(List<? extends S> items, List<? extends Outcome<?>> outcomes) {
        List<S> sent = new ArrayList<>();
        List<Failed<S>> failed = new ArrayList<>();
        List<S> cancelled = new ArrayList<>();
        for (int i = 0; i < outcomes.size(); i++) {
            S item = items.get(i);
            switch (outcomes.get(i)) {
                case Outcome.Success<?> _ -> sent.add(item);
                case Outcome.Failure<?>(Throwable reason) -> failed.add(new Failed<>(item, reason));
                case Outcome.Cancelled<?> _ -> cancelled.add(item);
            }
        }
        return new ExportReport<>(sent, failed, cancelled);
    }
    // @end

    /// Whether every item was sent.
    public boolean isComplete() {
        return failed.isEmpty() && cancelled.isEmpty();
    }
}
