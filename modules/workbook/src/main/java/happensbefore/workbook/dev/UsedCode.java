package happensbefore.workbook.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The code of this project that some sources may use: that of each package which they name, and what it names in turn.
///
/// A class of another package cannot be used without its package being named, here or in the code that hands it over.
final class UsedCode {
    private static final Pattern NAMED = Pattern.compile("\\bhappensbefore\\s*\\.\\s*(\\w+)(?:\\s*\\.\\s*(\\w+))?");

    private final Path root;
    private final List<String> modules;

    UsedCode(Path root) throws IOException {
        this.root = root;
        this.modules = Folders.names(root.resolve("modules"));
    }

    /// The files that stand in `sources` and those that they use, sorted.
    Set<Path> of(Collection<Path> sources) throws IOException {
        Set<Path> files = new TreeSet<>();
        Set<Path> seen = new TreeSet<>(sources);
        Deque<Path> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            for (Path file : Folders.filesUnder(open.remove())) {
                if (files.add(file) && file.toString().endsWith(".java")) {
                    for (Path used : named(Files.readString(file))) {
                        if (seen.add(used)) {
                            open.add(used);
                        }
                    }
                }
            }
        }
        return files;
    }

    private Set<Path> named(String code) {
        Set<Path> folders = new TreeSet<>();
        Matcher name = NAMED.matcher(code);
        while (name.find()) {
            String first = name.group(1);
            String second = String.valueOf(name.group(2));
            switch (first) {
                case "exercises" -> {
                    String folder = "src/main/java/happensbefore/exercises/" + second;
                    folders.add(root.resolve("exercises").resolve(folder.replace("main", "test")));
                    folders.add(root.resolve("solutions").resolve(folder));
                    folders.add(root.resolve("stress-tests").resolve(folder));
                }
                case "stress" ->
                    folders.add(root.resolve("stress-tests/src/main/java/happensbefore/stress")
                            .resolve(second));
                default ->
                    modules.stream()
                            .filter(module -> module.replace("-", "").equals(first))
                            .forEach(module -> folders.add(
                                    root.resolve("modules").resolve(module).resolve("src/main")));
            }
        }
        return folders;
    }
}
