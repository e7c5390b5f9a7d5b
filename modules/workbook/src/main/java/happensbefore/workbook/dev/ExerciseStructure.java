package happensbefore.workbook.dev;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.ladder.Rung;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Whether an exercise that its `exercise.yaml` declares well has all its parts, before anything of it runs.
final class ExerciseStructure {
    /// A task or a why with fewer words tells a reader nothing.
    private static final int WORDS = 40;

    private static final Pattern TO_BE_WRITTEN = Pattern.compile("\\(to be written: ([^)]*)\\)");

    private final Parts parts;
    private final Exercise exercise;
    private final Set<String> taken;
    private final List<Refusal> refusals = new ArrayList<>();

    /// @param taken the names of the classes that stand in `modules/`
    ExerciseStructure(Parts parts, Set<String> taken) {
        this.parts = parts;
        this.exercise = parts.exercise();
        this.taken = taken;
    }

    List<Refusal> check() throws IOException {
        refusals.clear();
        checkText("task", parts.workspace().task(exercise));
        checkText("why", parts.workspace().why(exercise));
        checkFiles();
        checkBugs();
        checkTests();
        checkNothingIsLeftToWrite();
        return List.copyOf(refusals);
    }

    private void checkText(String part, Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            refuse(part, "a text in " + parts.show(file), "no such file", "write it");
            return;
        }
        long words = Files.readString(file).split("\\s+").length;
        if (words < WORDS) {
            refuse(part, "a text of substance in " + parts.show(file), words + " words", "write at least " + WORDS);
        }
    }

    private void checkFiles() throws IOException {
        List<String> files = Folders.names(parts.original());
        if (!files.contains(exercise.edit())) {
            refuse("original", exercise.edit() + " in " + parts.show(parts.original()), files.toString(), "write it");
        }
        String className = exercise.edit().replaceFirst("\\.java$", "");
        if (taken.contains(className)) {
            refuse(
                    "original",
                    "a class that a reader cannot copy from modules/",
                    className + " stands in modules/",
                    "ask for the next step, under another name");
        }
        checkSameFiles("solution", parts.solution(), files);
        for (Exercise.PlantedBug bug : exercise.bugs()) {
            checkSameFiles("bug " + bug.name(), parts.bug(bug), files);
        }
    }

    private void checkSameFiles(String variant, Path folder, List<String> files) throws IOException {
        List<String> seen = Folders.names(folder);
        if (!seen.equals(files)) {
            String where = parts.show(folder);
            refuse(variant, "the files of the original: " + files, where + " has " + seen, "add or remove files");
        }
    }

    private void checkBugs() throws IOException {
        List<String> declared =
                exercise.bugs().stream().map(Exercise.PlantedBug::name).toList();
        for (String folder : Folders.names(parts.workspace().bugs(exercise))) {
            if (!declared.contains(folder)) {
                String yaml = parts.show(parts.workspace().exerciseFile(exercise));
                refuse("bug " + folder, "an entry in " + yaml, "none", "say why it is wrong and where it is caught");
            }
        }
        Map<String, String> seen = new LinkedHashMap<>();
        seen.put(normalized(parts.solution()), "the solution");
        for (Exercise.PlantedBug bug : exercise.bugs()) {
            String name = "bug " + bug.name();
            if (bug.why().lines().count() != 1) {
                refuse(name, "one line of why", bug.why().lines().count() + " lines", "say it in one");
            }
            String code = normalized(parts.bug(bug));
            String other = seen.putIfAbsent(code, name);
            if (other != null && !code.isEmpty()) {
                refuse(name, "code of its own", "the same code as " + other, "plant a real bug, or remove it");
            }
        }
    }

    private static String normalized(Path sources) throws IOException {
        StringBuilder code = new StringBuilder();
        for (Path file : Folders.filesUnder(sources)) {
            code.append(JavaSources.normalized(file));
        }
        return code.toString();
    }

    private void checkTests() throws IOException {
        List<Path> tests = Folders.filesUnder(parts.tests());
        Set<String> tags = JavaSources.tests(tests);
        String where = " in " + parts.show(parts.tests());
        checkRung(Rung.BEHAVE, tags.contains(JavaSources.NO_TAG), "tests without a tag" + where);
        checkRung(Rung.INTERLEAVE, tags.contains("interleave"), "tests tagged interleave" + where);
        checkRung(Rung.TELEMETRY, tags.contains("telemetry"), "tests tagged telemetry" + where);
        boolean stress = JavaSources.hasStressTest(Folders.filesUnder(parts.stressTests()));
        checkRung(Rung.MEMORY_MODEL, stress, "jcstress tests in " + parts.show(parts.stressTests()));
    }

    private void checkRung(Rung rung, boolean hasTests, String tests) {
        boolean declared = exercise.rungs().containsKey(rung);
        String part = "rung " + rung.label();
        if (declared && !hasTests) {
            refuse(part, tests, "none", "write one, or do not declare the rung");
        } else if (hasTests && !declared) {
            refuse(part, "the rung declared, since there are " + tests, "it is not", "declare it, with its budget");
        }
    }

    private void checkNothingIsLeftToWrite() throws IOException {
        for (Path input : parts.inputs()) {
            for (Path file : Folders.filesUnder(input)) {
                List<String> left = TO_BE_WRITTEN
                        .matcher(Files.readString(file))
                        .results()
                        .map(match -> match.group(1))
                        .toList();
                if (!left.isEmpty()) {
                    refuse(parts.show(file), "finished work", "to be written: " + String.join("; ", left), "write it");
                }
            }
        }
    }

    private void refuse(String part, String expected, String seen, String next) {
        refusals.add(new Refusal(exercise.id() + ", " + part, expected, seen, next));
    }
}
