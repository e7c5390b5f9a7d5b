package happensbefore.workbook.cli;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.catalog.Workspace;
import happensbefore.workbook.progress.Entry;
import happensbefore.workbook.progress.Fingerprint;
import happensbefore.workbook.text.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `reset`
@Command(name = "reset", description = "Put the original of an exercise back. Your version is kept.")
final class ResetCommand implements Callable<Integer> {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS");
    private final App app;

    @Parameters(
            arity = "1",
            paramLabel = "NAME",
            completionCandidates = ExerciseNames.class,
            description = "The exercise.")
    private String name = "";

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    ResetCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() {
        Exercise exercise = new ExerciseNames(app).find(name);
        Workspace workspace = app.workspace();
        Path mine = workspace.workingCopy(exercise);
        List<Path> originals = SolutionCommand.javaFiles(workspace.original(exercise));
        if (originals.isEmpty()) {
            throw new UserError(
                    "The original is missing: " + app.shown(workspace.original(exercise)) + ".",
                    "Get it back with git checkout.");
        }
        if (Fingerprint.of(mine).equals(Fingerprint.of(workspace.original(exercise)))) {
            say(exercise.id() + " is as it was in the beginning: nothing to reset.");
            forget(exercise);
            return ExitStatus.OK;
        }
        if (!yes && !agreed(exercise)) {
            say("Nothing was changed.");
            return ExitStatus.OK;
        }
        Path kept = workspace
                .state()
                .resolve("kept")
                .resolve(exercise.id())
                .resolve(STAMP.format(app.surroundings().clock().instant().atZone(ZoneId.systemDefault())));
        boolean any = putBack(originals, mine, kept);
        forget(exercise);
        say("The original of " + exercise.id() + " is back in " + app.shown(mine) + "."
                + (any ? " Your version is in " + app.shown(kept) + "." : ""));
        return ExitStatus.OK;
    }

    private boolean agreed(Exercise exercise) {
        Optional<String> answer = app.ask("Reset " + exercise.id() + "? Your version is kept. [y/N]");
        if (answer.isEmpty()) {
            throw new UserError(
                    "Nobody can be asked here, so nothing was changed.",
                    "To reset without being asked: ./workbook reset " + exercise.id() + " --yes");
        }
        return answer.get().strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    /// Everything is kept before anything is changed.
    private static boolean putBack(List<Path> originals, Path mine, Path kept) {
        try {
            List<Path> before = SolutionCommand.javaFiles(mine);
            if (!before.isEmpty()) {
                Files.createDirectories(kept);
            }
            for (Path file : before) {
                Files.copy(file, kept.resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
            Files.createDirectories(mine);
            for (Path original : originals) {
                Files.copy(original, mine.resolve(original.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            for (Path file : before) {
                if (originals.stream()
                        .noneMatch(original -> original.getFileName().equals(file.getFileName()))) {
                    Files.delete(file);
                }
            }
            return !before.isEmpty();
        } catch (IOException e) {
            throw new UserError(
                    "It could not be reset: " + e + ".",
                    "Make " + mine + " and " + kept + " writable and try again. Nothing of yours is lost.");
        }
    }

    private void forget(Exercise exercise) {
        app.progress().update(exercise, entry -> Entry.NONE);
        app.tellNotices();
    }

    private void say(String text) {
        new Page(app.look()).text(text).printTo(app.out());
    }
}
