package happensbefore.workbook.cli;

import happensbefore.workbook.catalog.Catalog;
import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.catalog.Topic;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/// What a reader may call an exercise: its id, a former id, its topic and id, its number in the list, the beginning of
/// its id, or the path of its file.
public final class ExerciseNames implements Iterable<String> {
    private static final int MOST_SUGGESTIONS = 3;
    private static final double NEAR = 0.75;
    private final App app;

    public ExerciseNames(App app) {
        this.app = app;
    }

    /// The ids, for the shell to complete.
    @Override
    public Iterator<String> iterator() {
        return app.catalog().exercises().stream().map(Exercise::id).iterator();
    }

    /// @throws UserError with the nearest names when there is none like it
    public Exercise find(String typed) {
        Catalog catalog = app.catalog();
        String name = typed.strip().toLowerCase(Locale.ROOT);
        return byId(catalog, name)
                .or(() -> byNumber(catalog, name))
                .or(() -> byTopic(catalog, name))
                .or(() -> byPath(catalog, typed))
                .or(() -> byBeginning(catalog, name))
                .orElseThrow(() -> unknown(catalog, typed, name));
    }

    private static Optional<Exercise> byId(Catalog catalog, String name) {
        return catalog.find(name)
                .or(() -> catalog.exercises().stream()
                        .filter(exercise -> exercise.formerIds().contains(name))
                        .findFirst());
    }

    private static Optional<Exercise> byNumber(Catalog catalog, String name) {
        return number(catalog.exercises(), name);
    }

    /// `lock-free/hit-counter`, `lock-free/3`.
    private static Optional<Exercise> byTopic(Catalog catalog, String name) {
        int slash = name.indexOf('/');
        if (slash <= 0) {
            return Optional.empty();
        }
        String rest = name.substring(slash + 1);
        for (Topic topic : catalog.topics()) {
            if (topic.id().equals(name.substring(0, slash))) {
                return number(topic.exercises(), rest)
                        .or(() -> topic.exercises().stream()
                                .filter(exercise -> exercise.id().equals(rest))
                                .findFirst());
            }
        }
        return Optional.empty();
    }

    private static Optional<Exercise> number(List<Exercise> exercises, String name) {
        if (!name.matches("[1-9]\\d{0,3}") || Integer.parseInt(name) > exercises.size()) {
            return Optional.empty();
        }
        return Optional.of(exercises.get(Integer.parseInt(name) - 1));
    }

    /// A file or folder of the exercise: what an editor knows.
    private Optional<Exercise> byPath(Catalog catalog, String typed) {
        if (typed.indexOf('/') < 0 && typed.indexOf('\\') < 0) {
            return Optional.empty();
        }
        Path path = app.typed(typed);
        return catalog.exercises().stream()
                .filter(exercise -> path.startsWith(app.workspace().workingCopy(exercise))
                        || path.startsWith(app.workspace().exerciseDir(exercise)))
                .findFirst();
    }

    private static Optional<Exercise> byBeginning(Catalog catalog, String name) {
        List<Exercise> begin = catalog.exercises().stream()
                .filter(exercise -> !name.isEmpty() && exercise.id().startsWith(name))
                .toList();
        return begin.size() == 1 ? Optional.of(begin.getFirst()) : Optional.empty();
    }

    private static UserError unknown(Catalog catalog, String typed, String name) {
        if (catalog.exercises().isEmpty()) {
            return new UserError("The catalog lists no exercise yet.", "Add one with ./workbook dev new.");
        }
        JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
        String nearest = catalog.exercises().stream()
                .map(Exercise::id)
                .filter(id -> id.startsWith(name) || similarity.apply(id, name) >= NEAR)
                .sorted(Comparator.comparing((String id) -> similarity.apply(id, name))
                        .reversed())
                .limit(MOST_SUGGESTIONS)
                .collect(Collectors.joining(", "));
        return new UserError(
                "There is no exercise \"" + typed + "\".",
                nearest.isEmpty()
                        ? "./workbook list shows all of them."
                        : "Did you mean " + nearest + "? ./workbook list shows all of them.");
    }
}
