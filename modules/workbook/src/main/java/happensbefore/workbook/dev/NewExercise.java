package happensbefore.workbook.dev;

import happensbefore.workbook.catalog.Catalog;
import happensbefore.workbook.catalog.Topic;
import happensbefore.workbook.catalog.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A new exercise with all its parts, each saying what is to be written there.
final class NewExercise {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    private final Workspace workspace;
    private final String topic;
    private final String id;
    private final String pattern;
    private final boolean stress;

    NewExercise(Workspace workspace, String topic, String id, String pattern, boolean stress) {
        this.workspace = workspace;
        this.topic = topic;
        this.id = id;
        this.pattern = pattern;
        this.stress = stress;
    }

    /// Writes every part and adds the exercise to the catalog, or writes nothing.
    ///
    /// @return the files that were written
    /// @throws IllegalArgumentException when there is no such topic, or the id is not one or is taken
    List<Path> create() throws IOException {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException(id + " is not an id: lower case, digits and single hyphens.");
        }
        List<Topic> topics = Catalog.load(workspace).topics();
        if (topics.stream().noneMatch(known -> known.id().equals(topic))) {
            throw new IllegalArgumentException("There is no topic %s; there is %s."
                    .formatted(topic, topics.stream().map(Topic::id).collect(Collectors.joining(", "))));
        }
        Map<Path, String> files = files();
        for (Path file : files.keySet()) {
            if (Files.exists(file)) {
                throw new IllegalArgumentException(workspace.relative(file) + " exists already.");
            }
        }
        String catalog = CatalogText.withExercise(Files.readString(workspace.catalogFile()), topic, id);
        for (Map.Entry<Path, String> file : files.entrySet()) {
            Files.createDirectories(Objects.requireNonNull(file.getKey().getParent()));
            Files.writeString(file.getKey(), file.getValue());
        }
        Files.writeString(workspace.catalogFile(), catalog);
        return List.copyOf(files.keySet());
    }

    private Map<Path, String> files() throws IOException {
        Path root = workspace.root();
        String code = "happensbefore/exercises/" + id.replace("-", "") + "/";
        Path exercise = root.resolve("exercises").resolve(topic).resolve(id);
        Path solution = root.resolve("solutions").resolve(topic).resolve(id);
        Map<Path, String> files = new LinkedHashMap<>();
        files.put(exercise.resolve("README.md"), filled("task.md"));
        files.put(exercise.resolve("exercise.yaml"), filled("exercise.yaml"));
        files.put(exercise.resolve("original").resolve(className() + ".java"), filled("original.java"));
        files.put(root.resolve("exercises/src/main/java/" + code + className() + ".java"), filled("original.java"));
        files.put(root.resolve("exercises/src/test/java/" + code + className() + "Test.java"), filled("test.java"));
        files.put(
                root.resolve("exercises/src/test/java/" + code + className() + "InterleaveTest.java"),
                filled("interleave.java"));
        if (stress) {
            files.put(
                    root.resolve("stress-tests/src/main/java/" + code + className() + "Stress.java"),
                    filled("stress.java"));
        }
        files.put(root.resolve("solutions/src/main/java/" + code + className() + ".java"), filled("solution.java"));
        files.put(solution.resolve("README.md"), filled("why.md"));
        for (String bug : List.of("first-bug", "second-bug", "third-bug")) {
            files.put(
                    solution.resolve("bugs").resolve(bug).resolve(className() + ".java"),
                    filled("bug.java").replace("@bug@", bug));
        }
        return files;
    }

    private String filled(String template) throws IOException {
        try (InputStream text = NewExercise.class.getResourceAsStream("templates/" + template + ".txt")) {
            return new String(Objects.requireNonNull(text, template).readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@id@", id)
                    .replace("@topic@", topic)
                    .replace("@pattern@", pattern)
                    .replace("@Class@", className())
                    .replace("@package@", "happensbefore.exercises." + id.replace("-", ""))
                    .replace("@memory-model@\n", stress ? "  memory-model: 15s\n" : "");
        }
    }

    /// `HitCounter` for `hit-counter`.
    private String className() {
        return Arrays.stream(id.split("-"))
                .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                .collect(Collectors.joining());
    }
}
