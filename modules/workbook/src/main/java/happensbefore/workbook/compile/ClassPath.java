package happensbefore.workbook.compile;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A class path, and what of it the reader's code may see.
public record ClassPath(List<Path> entries) {
    /// Modules of this project that the reader's code is not compiled against.
    private static final List<String> NOT_FOR_SOURCES =
            List.of("solutions", "exercises", "stress-tests", "benchmarks", "workbook", "testkit");

    public ClassPath {
        entries = List.copyOf(entries);
    }

    /// This process's own, without the solutions.
    public static ClassPath ofThisProcess() {
        List<Path> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (!entry.isBlank()) {
                addWithManifest(Path.of(entry).toAbsolutePath().normalize(), entries);
            }
        }
        return new ClassPath(entries).without("solutions");
    }

    /// What the reader's sources are compiled against.
    public ClassPath forSources() {
        ClassPath path = this;
        for (String module : NOT_FOR_SOURCES) {
            path = path.without(module);
        }
        return path;
    }

    /// Without the module's classes, be they in its `target` directory or in its jar.
    public ClassPath without(String module) {
        return new ClassPath(
                entries.stream().filter(entry -> !isOf(entry, module)).toList());
    }

    public ClassPath startingWith(Path... first) {
        return new ClassPath(
                Stream.concat(Stream.of(first), entries.stream()).distinct().toList());
    }

    /// As `java -cp` takes it.
    public String joined() {
        return entries.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    /// The class files in exactly this package, by binary name; of two with one name, the first on the path.
    public Map<String, byte[]> classesIn(String packageName) {
        Map<String, byte[]> classes = new TreeMap<>();
        String folder = packageName.replace('.', '/') + "/";
        try {
            for (Path entry : entries) {
                if (Files.isDirectory(entry.resolve(folder))) {
                    readDirectory(entry.resolve(folder), packageName, classes);
                } else if (Files.isRegularFile(entry) && mayHoldExercises(entry)) {
                    readJar(entry, folder, packageName, classes);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return classes;
    }

    private static void readDirectory(Path folder, String packageName, Map<String, byte[]> classes) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".class")).toList()) {
                String simple = file.getFileName().toString().replaceFirst("\\.class$", "");
                classes.putIfAbsent(packageName + "." + simple, Files.readAllBytes(file));
            }
        }
    }

    private static void readJar(Path jar, String folder, String packageName, Map<String, byte[]> classes)
            throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            for (var entry : file.stream().toList()) {
                String name = entry.getName();
                if (name.startsWith(folder) && name.endsWith(".class") && name.indexOf('/', folder.length()) < 0) {
                    String simple = name.substring(folder.length(), name.length() - ".class".length());
                    try (InputStream bytes = file.getInputStream(entry)) {
                        classes.putIfAbsent(packageName + "." + simple, bytes.readAllBytes());
                    }
                }
            }
        }
    }

    private static boolean mayHoldExercises(Path jar) {
        return isOf(jar, "exercises") || isOf(jar, "stress-tests");
    }

    private static boolean isOf(Path entry, String module) {
        String name = String.valueOf(entry.getFileName());
        boolean jar = name.matches(java.util.regex.Pattern.quote(module) + "-[0-9].*\\.jar");
        Path target = entry.getParent();
        boolean directory = name.equals("classes")
                && target != null
                && target.endsWith("target")
                && target.getParent() != null
                && target.getParent().endsWith(module);
        return jar || directory;
    }

    private static void addWithManifest(Path entry, List<Path> entries) {
        if (entries.contains(entry)) {
            return;
        }
        entries.add(entry);
        if (!Files.isRegularFile(entry)) {
            return;
        }
        try (JarFile jar = new JarFile(entry.toFile())) {
            Manifest manifest = jar.getManifest();
            String more = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            if (more == null) {
                return;
            }
            for (String url : more.trim().split("\\s+")) {
                URI resolved = entry.toUri().resolve(url);
                if ("file".equals(resolved.getScheme()) && Files.exists(Path.of(resolved))) {
                    addWithManifest(Path.of(resolved).toAbsolutePath().normalize(), entries);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + entry, e);
        }
    }
}
