package happensbefore.workbook.cli;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.progress.Entry;
import happensbefore.workbook.progress.Fingerprint;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The hints of an exercise in the order they are given: first those for the failure seen last, then the stages.
public final class Hints {
    /// Lines of a failure's text from here on are alike; the headline and the test's name come before it.
    private static final int ELSEWHERE = 2;

    private static final int NO_PATTERN = ELSEWHERE + 1;
    private static final int NO_FIT = NO_PATTERN + 1;

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
            best(exercise, failure).ifPresent(keyed -> inOrder.add(new Hint(keyed.hint(), true)));
        }
        exercise.hints().forEach(text -> inOrder.add(new Hint(text, false)));
    }

    /// The one that fits best: one whose pattern is found in the headline, then in the test's name, then
    /// elsewhere, then one without a pattern. Of those that fit alike, the first in the file.
    private static Optional<Exercise.KeyedHint> best(Exercise exercise, Entry.Failure failure) {
        return exercise.keyedHints().stream()
                .filter(keyed -> keyed.finding() == failure.finding() && fit(keyed, failure) < NO_FIT)
                .min(Comparator.comparingInt(keyed -> fit(keyed, failure)));
    }

    private static int fit(Exercise.KeyedHint keyed, Entry.Failure failure) {
        Matcher matcher = Pattern.compile(keyed.matches()).matcher(failure.text());
        if (!matcher.find()) {
            return NO_FIT;
        }
        long line = failure.text()
                .substring(0, matcher.start())
                .chars()
                .filter(c -> c == '\n')
                .count();
        return keyed.matches().isEmpty() ? NO_PATTERN : Math.toIntExact(Math.min(line, ELSEWHERE));
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
