package happensbefore.workbook.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/// The classes that stand in `modules/` for every reader to see.
final class ModuleClasses {
    /// Tools, which no exercise is about.
    private static final Set<String> TOOLS = Set.of("workbook", "benchmarks");

    private ModuleClasses() {}

    /// The simple names of the public classes.
    static Set<String> names(Path root) throws IOException {
        Set<String> names = new TreeSet<>();
        Path modules = root.resolve("modules");
        for (String module : Folders.names(modules)) {
            if (!TOOLS.contains(module)) {
                for (Path file : Folders.filesUnder(modules.resolve(module).resolve("src/main/java"))) {
                    String name = String.valueOf(file.getFileName()).replaceFirst("\\.java$", "");
                    if (Files.readString(file).contains("\npublic ")) {
                        names.add(name);
                    }
                }
            }
        }
        return names;
    }
}
