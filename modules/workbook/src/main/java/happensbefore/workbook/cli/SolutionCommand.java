package happensbefore.workbook.cli;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.catalog.Workspace;
import happensbefore.workbook.text.DiffText;
import happensbefore.workbook.text.Ink;
import happensbefore.workbook.text.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `solution`
@Command(
        name = "solution",
        description = "Show the solution of an exercise you solved, how yours differs, and why it is right.")
final class SolutionCommand implements Callable<Integer> {
    private final App app;

    @Parameters(
            arity = "1",
            paramLabel = "NAME",
            completionCandidates = ExerciseNames.class,
            description = "The exercise.")
    private String name = "";

    @Option(names = "--spoil", description = "Show it although the exercise is not solved yet.")
    private boolean spoil;

    SolutionCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() {
        Exercise exercise = new ExerciseNames(app).find(name);
        if (!spoil && app.progress().read().of(exercise).solved() == null) {
            new Page(app.look())
                    .text(exercise.id() + " is not solved yet.")
                    .text("A hint: ./workbook hint " + exercise.id())
                    .text("The solution all the same: ./workbook solution --spoil " + exercise.id())
                    .printTo(app.err());
            return ExitStatus.NOT_SOLVED;
        }
        page(app, exercise).printTo(app.out());
        app.tellNotices();
        return ExitStatus.OK;
    }

    static Page page(App app, Exercise exercise) {
        Workspace workspace = app.workspace();
        Page page = new Page(app.look());
        List<Path> files = javaFiles(workspace.solution(exercise));
        if (files.isEmpty()) {
            throw new UserError(
                    "The solution is missing: " + app.shown(workspace.solution(exercise)) + ".",
                    "Get it back with git checkout solutions.");
        }
        for (Path file : files) {
            page.gap().text("", "Solution: " + app.shown(file), Ink.HEAD).gap().verbatim("", text(file), Ink.CODE);
            Path yours = workspace.workingCopy(exercise).resolve(file.getFileName());
            page.gap().text("", "From yours to the solution", Ink.HEAD).gap();
            if (!Files.exists(yours)) {
                page.text("There is no " + app.shown(yours) + " to compare with.");
            } else if (!DiffText.add(page, app.shown(yours), text(yours), app.shown(file), text(file))) {
                page.text("No difference.");
            }
        }
        page.gap().text("", "Why", Ink.HEAD);
        Path why = workspace.why(exercise);
        return page.gap()
                .add(new Report(app)
                        .markdown(why)
                        .orElseGet(() -> new Page(app.look()).text("Missing: " + app.shown(why) + ".")));
    }

    static List<Path> javaFiles(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UserError(directory + " cannot be read: " + e + ".", "Make it readable and try again.");
        }
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UserError(file + " cannot be read: " + e + ".", "Make it readable and try again.");
        }
    }
}
