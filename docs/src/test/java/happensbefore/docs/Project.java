package happensbefore.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The project that these tests hold the book against.
final class Project {
    /// Not committed: what builds, editors and readers leave.
    private static final Set<String> LEFT_BEHIND =
            Set.of("target", "results", ".git", ".workbook", ".idea", ".vscode", ".settings");

    static final Path ROOT = root();

    private Project() {}

    private static Path root() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(".mvn"))) {
                return at;
            }
        }
        throw new IllegalStateException("no .mvn in this directory or above");
    }

    /// The directories of the Maven modules that hold code.
    static List<Path> codeModules() throws IOException {
        List<Path> modules = new ArrayList<>(
                List.of(ROOT.resolve("exercises"), ROOT.resolve("solutions"), ROOT.resolve("stress-tests")));
        try (Stream<Path> topics = Files.list(ROOT.resolve("modules"))) {
            topics.filter(module -> Files.isRegularFile(module.resolve("pom.xml")))
                    .sorted()
                    .forEach(modules::add);
        }
        return modules;
    }

    /// Every file with one of these endings that is, or could be, committed.
    static List<Path> files(String... endings) throws IOException {
        return files(ROOT, endings);
    }

    static List<Path> files(Path under, String... endings) throws IOException {
        if (!Files.isDirectory(under)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(under)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .filter(file -> !isLeftBehind(ROOT.relativize(file)))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isLeftBehind(Path path) {
        for (Path part : path) {
            if (LEFT_BEHIND.contains(part.toString())) {
                return true;
            }
        }
        return false;
    }
}
