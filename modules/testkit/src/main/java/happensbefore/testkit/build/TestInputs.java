package happensbefore.testkit.build;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// What the tests of one module depend on, as one number.
///
/// By content: the files it reads, the class path as far as this project built it, the root's `pom.xml` and `.mvn`.
/// A library counts by path, size and time: Maven never changes one in place.
///
/// @param project the root
/// @param module the module's directory
/// @param readsProject whether its tests read files of the project that stand outside of the module
/// @param classPath what its tests run on
record TestInputs(Path project, Path module, boolean readsProject, List<Path> classPath) {
    /// What `.gitignore` names, by the names of directories and files.
    private static final Pattern LEFT_BEHIND = Pattern.compile("target|results|jcstress-results-.*|.*\\.iml"
            + "|\\.(git|workbook|idea|vscode|settings|project|classpath|factorypath|DS_Store|attach_pid.*)");

    /// What changes a JVM, or what the code under test reads.
    private static final List<String> VARIABLES =
            List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "MAVEN_OPTS", "OTEL_", "WORKBOOK_");

    static TestInputs of(Path project, Path module, boolean readsProject, String classPath) {
        List<Path> entries = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            if (!entry.isBlank()) {
                entries.add(Path.of(entry).toAbsolutePath().normalize());
            }
        }
        return new TestInputs(
                project.toAbsolutePath().normalize(), module.toAbsolutePath().normalize(), readsProject, entries);
    }

    String number(Map<String, String> environment) throws IOException {
        Content content = new Content();
        content.addPlatform();
        new TreeMap<>(environment).forEach((name, value) -> {
            if (VARIABLES.stream().anyMatch(name::startsWith)) {
                content.add(name, value);
            }
        });
        Set<Path> files = new TreeSet<>();
        files.add(project.resolve("pom.xml"));
        files.addAll(filesUnder(project.resolve(".mvn")));
        files.addAll(filesUnder(readsProject ? project : module));
        // How this is decided is itself an input.
        files.addAll(filesUnder(project.resolve("modules/testkit/src/main/java/happensbefore/testkit/build")));
        add(files, content);
        for (Path entry : classPath) {
            if (entry.startsWith(project)) {
                content.add("built", shown(Built.module(entry)));
                Built.files(entry).forEach(content::add);
            } else if (Files.exists(entry)) {
                content.add(entry.toString(), Files.size(entry) + " " + Files.getLastModifiedTime(entry));
            }
        }
        return content.number();
    }

    private void add(Set<Path> files, Content content) throws IOException {
        for (Path file : files) {
            if (Files.isRegularFile(file)) {
                content.add(shown(file), file);
            }
        }
    }

    private String shown(Path path) {
        return path.startsWith(project) ? project.relativize(path).toString() : path.toString();
    }

    private static Set<Path> filesUnder(Path directory) throws IOException {
        Set<Path> files = new TreeSet<>();
        if (Files.isDirectory(directory)) {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path at, BasicFileAttributes attributes) {
                    return !at.equals(directory) && isLeftBehind(at)
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (!isLeftBehind(file)) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        return files;
    }

    private static boolean isLeftBehind(Path path) {
        return LEFT_BEHIND.matcher(String.valueOf(path.getFileName())).matches();
    }
}
