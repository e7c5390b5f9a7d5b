package happensbefore.workbook;

import happensbefore.workbook.catalog.Catalog;
import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.catalog.Workspace;
import happensbefore.workbook.cli.App;
import happensbefore.workbook.cli.Main;
import happensbefore.workbook.cli.Surroundings;
import happensbefore.workbook.text.Look;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A small project on disk: three exercises in two topics, judged by a [ScriptedLadder].
public final class TemporaryProject {
    public static final Look WIDE = new Look(80, false, true, false, false);
    private final Path root;
    private final ScriptedLadder ladder = new ScriptedLadder();
    private @Nullable String answers;
    private Path directory;

    public TemporaryProject(Path root) {
        this.root = root;
        this.directory = root;
        write("exercises/catalog.yaml", """
                topics:
                  - id: lock-free
                    title: Lock-free
                    chapter: docs/lock-free/README.md
                    exercises: [hit-counter, bounded-stack]
                  - id: locks
                    title: Locks
                    chapter: docs/locks/README.md
                    exercises: [bank-transfer]
                """);
        exercise("lock-free", "hit-counter", "Count every hit", "HitCounter", "[page-counter]", "warm-up", "fix");
        exercise("lock-free", "bounded-stack", "A stack with a bound", "BoundedStack", "[]", "easy", "implement");
        exercise("locks", "bank-transfer", "Move money both ways", "Bank", "[]", "medium", "complete");
    }

    /// What a command printed and exited with.
    public record Result(int status, String out, String err) {}

    public Path root() {
        return root;
    }

    public Workspace workspace() {
        return new Workspace(root);
    }

    public ScriptedLadder ladder() {
        return ladder;
    }

    public Exercise exercise(String id) {
        return Catalog.load(workspace()).find(id).orElseThrow();
    }

    public Path edit(String id) {
        return workspace().edit(exercise(id));
    }

    /// What the next command is answered; without this, nobody answers.
    public TemporaryProject answering(String text) {
        answers = text;
        return this;
    }

    public TemporaryProject in(Path where) {
        directory = where;
        return this;
    }

    /// Writes a version that the scripted ladder finds right.
    public void solve(String id) {
        writeEdit(id, "class Solved { /* correct */ }\n");
    }

    public void writeEdit(String id, String text) {
        write(root.relativize(edit(id)).toString(), text);
    }

    public Result run(String... arguments) {
        return run(WIDE, arguments);
    }

    public Result run(Look look, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try (App app = app(look, new PrintWriter(out, true), new PrintWriter(err, true))) {
            int status = Main.commandLine(app).execute(arguments);
            return new Result(status, out.toString(), err.toString());
        }
    }

    public App app(Look look, PrintWriter out, PrintWriter err) {
        Surroundings surroundings = new Surroundings(
                directory,
                Map.of("HOME", root.resolve("home").toString()),
                look,
                out,
                err,
                false,
                answers == null ? null : new BufferedReader(new StringReader(answers)),
                Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC));
        return new App(surroundings, workspace(), workspace -> ladder);
    }

    public void write(String path, String text) {
        Path file = root.resolve(path);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String read(String path) {
        try {
            return Files.readString(root.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void exercise(String topic, String id, String title, String type, String was, String level, String kind) {
        write("exercises/" + topic + "/" + id + "/exercise.yaml", """
                id: %s
                was: %s
                title: %s
                pattern: L1
                level: %s
                kind: %s
                edit: %s.java
                rungs:
                  compile: 10s
                  behave: 5s
                  interleave: 20s
                untouched: { rung: interleave, finding: interleaving }
                hints:
                  - What does `hits++` do, step by step?
                  - Three steps. What if another thread runs between them?
                  - Use `incrementAndGet`.
                hints-for:
                  - { finding: deadlock, hint: Always take the locks in one order. }
                  - { finding: interleaving, matches: "same number", hint: Look at the two reads. }
                bugs:
                  - { name: one, why: First., rung: interleave, finding: interleaving }
                  - { name: two, why: Second., rung: behave, finding: deadlock }
                  - { name: three, why: Third., rung: compile, finding: does-not-compile }
                """.formatted(id, was, title, level, kind, type));
        write("exercises/" + topic + "/" + id + "/README.md", """
                # %s

                Each call of `hit` adds **one**. Two threads call it at once, and not one hit may be lost on the way.

                - the number is exact
                - no lock

                ```java
                counter.hit();
                ```
                """.formatted(title));
        String original = "package happensbefore.exercises." + id.replace("-", "") + ";\n\nfinal class " + type
                + " {\n    private int hits;\n\n    int hit() {\n        return ++hits;\n    }\n}\n";
        write("exercises/" + topic + "/" + id + "/original/" + type + ".java", original);
        write(
                "exercises/src/main/java/happensbefore/exercises/" + id.replace("-", "") + "/" + type + ".java",
                original);
        write(
                "solutions/src/main/java/happensbefore/exercises/" + id.replace("-", "") + "/" + type + ".java",
                original.replace("return ++hits;", "return atomic.incrementAndGet();"));
        write("solutions/" + topic + "/" + id + "/README.md", "One step cannot be cut in two.\n");
    }
}
