package happensbefore.workbook.catalog;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// All topics and exercises, in the order of the book.
public record Catalog(List<Topic> topics) {
    public Catalog {
        topics = List.copyOf(topics);
    }

    /// Reads `exercises/catalog.yaml` and the `exercise.yaml` of each exercise that it lists.
    ///
    /// @throws CatalogException with at most one problem a file
    public static Catalog load(Workspace workspace) {
        List<Problem> problems = new ArrayList<>();
        List<Topic> topics = new ArrayList<>();
        Map<String, String> owners = new HashMap<>();
        Path shown = workspace.relative(workspace.catalogFile());
        try {
            Keys top = new Keys(shown, Yaml.read(workspace.catalogFile(), shown), "", Set.of("topics"));
            for (Yaml item : top.list("topics")) {
                Keys topic = new Keys(shown, item, "topics", Set.of("id", "title", "chapter", "exercises"));
                topics.add(topic(workspace, shown, topic, owners, problems));
            }
        } catch (Problem.Found found) {
            problems.add(found.problem);
        }
        if (!problems.isEmpty()) {
            throw new CatalogException(problems, new Catalog(topics));
        }
        return new Catalog(topics);
    }

    private static Topic topic(
            Workspace workspace, Path shown, Keys keys, Map<String, String> owners, List<Problem> problems) {
        String id = keys.matching("id", ExerciseReader.ID, "an id");
        List<Exercise> exercises = new ArrayList<>();
        for (Yaml item : keys.list("exercises")) {
            String name = keys.scalar("exercises", item);
            if (!ExerciseReader.ID.matcher(name).matches()) {
                problems.add(new Problem(shown, item.line(), "exercises", "\"" + name + "\" is not an id."));
                continue;
            }
            try {
                Path file = workspace.exerciseFile(id, name);
                Exercise exercise = ExerciseReader.read(file, workspace.relative(file), id, name);
                claim(owners, exercise, shown, item.line());
                exercises.add(exercise);
            } catch (Problem.Found found) {
                problems.add(found.problem);
            }
        }
        return new Topic(id, keys.text("title"), keys.text("chapter"), exercises);
    }

    /// An id, a former id and a package each belong to one exercise.
    private static void claim(Map<String, String> owners, Exercise exercise, Path shown, int line) {
        List<String> claims = new ArrayList<>(exercise.formerIds());
        claims.add(exercise.id());
        claims.add(exercise.packageName());
        for (String claim : claims) {
            String owner = owners.putIfAbsent(claim, exercise.id());
            if (owner != null) {
                throw new Problem(
                                shown,
                                line,
                                "exercises",
                                "\"" + exercise.id() + "\" and \"" + owner + "\" both claim " + claim + ".")
                        .found();
            }
        }
    }

    public List<Exercise> exercises() {
        return topics.stream().flatMap(topic -> topic.exercises().stream()).toList();
    }

    public Optional<Exercise> find(String id) {
        return exercises().stream().filter(exercise -> exercise.id().equals(id)).findFirst();
    }
}
