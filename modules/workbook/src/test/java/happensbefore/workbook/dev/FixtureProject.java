package happensbefore.workbook.dev;

import happensbefore.workbook.catalog.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// A project of two exercises that `dev check` accepts, for tests to break.
///
/// Each class says in `verdict()` what [SayingProver] is to make of it.
final class FixtureProject {
    static final String PASSES = "passes";
    static final String ORIGINAL = "interleave interleaving";

    private final Path root;

    private FixtureProject(Path root) {
        this.root = root;
    }

    static FixtureProject in(Path root) throws IOException {
        FixtureProject project = new FixtureProject(root);
        project.write("exercises/pom.xml", "<project/>");
        project.write("solutions/pom.xml", "<project/>");
        project.write("modules/lock-free/src/main/java/happensbefore/lockfree/TreiberStack.java", """
                package happensbefore.lockfree;

                public final class TreiberStack {}
                """);
        project.write("exercises/catalog.yaml", """
                # The order of the book.
                topics:
                  - id: lock-free
                    title: Lock-free
                    chapter: docs/lock-free/README.md
                    exercises:
                      - hit-counter
                      - id-pool
                """);
        project.exercise("hit-counter", "HitCounter");
        project.exercise("id-pool", "IdPool");
        return project;
    }

    Workspace workspace() {
        return new Workspace(root);
    }

    Path path(String path) {
        return root.resolve(path);
    }

    void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }

    void replace(String path, String old, String text) throws IOException {
        String before = Files.readString(root.resolve(path));
        if (!before.contains(old)) {
            throw new IllegalArgumentException(path + " has no " + old);
        }
        write(path, before.replace(old, text));
    }

    /// A class whose climb ends as `verdict` says: `passes`, or a rung and a finding.
    static String source(String packageName, String className, String name, String verdict) {
        return """
                package %s;

                /// Judged by what it says.
                public final class %s {
                    String name() {
                        return "%s";
                    }

                    String verdict() {
                        return "climb: %s";
                    }
                }
                """.formatted(packageName, className, name, verdict);
    }

    private void exercise(String id, String className) throws IOException {
        String packageName = "happensbefore.exercises." + id.replace("-", "");
        String code = packageName.replace('.', '/') + "/";
        String words = "A sentence that tells a reader one more thing they need to know. ".repeat(5);
        write("exercises/lock-free/" + id + "/README.md", "# Task\n\n" + words);
        write("exercises/lock-free/" + id + "/exercise.yaml", """
                id: %s
                title: A task
                pattern: L1
                level: easy
                kind: fix
                edit: %s.java
                rungs:
                  compile: 10s
                  behave: 5s
                  interleave: 20s
                untouched: { rung: interleave, finding: interleaving }
                hints:
                  - What happens?
                  - Where?
                  - Nearly the answer.
                hints-for:
                  - { finding: interleaving, matches: "next", hint: Look at next. }
                bugs:
                  - { name: no-lock, why: There is no lock, rung: interleave, finding: interleaving }
                  - { name: wrong-lock, why: Two locks, rung: interleave, finding: deadlock }
                  - { name: sequential-cheat, why: It is wrong alone, rung: behave, finding: test-failed }
                """.formatted(id, className));
        String original = source(packageName, className, "original", ORIGINAL);
        write("exercises/lock-free/" + id + "/original/" + className + ".java", original);
        write("exercises/src/main/java/" + code + className + ".java", original);
        write("exercises/src/test/java/" + code + className + "Test.java", """
                package %s;

                class %sTest {
                    @Test
                    void behaves() {}

                    @Tag("interleave")
                    @Test
                    void interleaves() {}
                }
                """.formatted(packageName, className));
        write("solutions/src/main/java/" + code + className + ".java", source(packageName, className, "right", PASSES));
        write("solutions/lock-free/" + id + "/README.md", "# Why\n\n" + words);
        for (List<String> bug : List.of(
                List.of("no-lock", "interleave interleaving"),
                List.of("wrong-lock", "interleave deadlock"),
                List.of("sequential-cheat", "behave test-failed"))) {
            write(
                    "solutions/lock-free/" + id + "/bugs/" + bug.get(0) + "/" + className + ".java",
                    source(packageName, className, bug.get(0), bug.get(1)));
        }
    }
}
