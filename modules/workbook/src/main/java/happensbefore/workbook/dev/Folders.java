package happensbefore.workbook.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// What stands in a directory, without what builds and editors leave there and `.gitignore` keeps out.
final class Folders {
    private static final Set<String> DEBRIS = Set.of(
            "target",
            ".workbook",
            ".idea",
            ".vscode",
            ".settings",
            ".project",
            ".classpath",
            ".factorypath",
            ".DS_Store");

    private Folders() {}

    /// The names of the entries, sorted; none when there is no such directory.
    static List<String> names(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .filter(name -> !isDebris(name))
                    .sorted()
                    .toList();
        }
    }

    /// Every file below, sorted; none when there is no such directory.
    static List<Path> filesUnder(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !isInDebris(directory.relativize(file)))
                    .sorted()
                    .toList();
        }
    }

    private static boolean isInDebris(Path path) {
        for (Path part : path) {
            if (isDebris(part.toString())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDebris(String name) {
        return DEBRIS.contains(name) || name.endsWith(".iml") || name.endsWith("~") || name.endsWith(".swp");
    }
}
