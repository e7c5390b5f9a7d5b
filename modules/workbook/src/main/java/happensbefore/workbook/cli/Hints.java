package happensbefore.workbook.cli;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.progress.Entry;
import happensbefore.workbook.progress.Fingerprint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The hints of an exercise in the order they are given: first those for the failure seen last, then the stages.
public final class Hints {
    private final List<Hint> inOrder = new ArrayList<>();
    private final Entry entry;

    /// @param forFailure whether it is for the failure that was seen last
    public record Hint(String text, boolean forFailure) {
        String mark() {
            return Fingerprint.mark(text);
        }
    }

    /// @param left how many come after it
    public record Next(Hint hint, int number, int left) {}

    public Hints(Exercise exercise, Entry entry) {
        this.entry = entry;
        Entry.Failure failure = entry.lastFailure();
        if (failure != null) {
            for (Exercise.KeyedHint keyed : exercise.keyedHints()) {
                if (keyed.finding() == failure.finding()
                        && Pattern.compile(keyed.matches())
                                .matcher(failure.text())
                                .find()) {
                    inOrder.add(new Hint(keyed.hint(), true));
                }
            }
        }
        exercise.hints().forEach(text -> inOrder.add(new Hint(text, false)));
    }

    /// The first that was not shown yet.
    public Optional<Next> next() {
        List<Hint> left = inOrder.stream()
                .filter(hint -> !entry.hintsShown().contains(hint.mark()))
                .toList();
        return left.isEmpty()
                ? Optional.empty()
                : Optional.of(new Next(left.getFirst(), inOrder.size() - left.size() + 1, left.size() - 1));
    }

    /// Whether the next one is for the failure that was seen last.
    public boolean nextIsForFailure() {
        return next().map(next -> next.hint().forFailure()).orElse(false);
    }

    List<Hint> all() {
        return List.copyOf(inOrder);
    }
}
