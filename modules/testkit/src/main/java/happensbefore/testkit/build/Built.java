package happensbefore.testkit.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// What a module of this project put on the class path: the same for its directory of classes and for its jar.
public final class Built {
    private Built() {}

    /// Every file, by its name with slashes. None when there is no such entry.
    public static SortedMap<String, byte[]> files(Path entry) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        if (Files.isDirectory(entry)) {
            List<Path> found;
            try (Stream<Path> all = Files.walk(entry)) {
                found = all.filter(Files::isRegularFile).toList();
            }
            for (Path file : found) {
                files.put(entry.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        } else if (Files.isRegularFile(entry)) {
            try (ZipFile jar = new ZipFile(entry.toFile())) {
                for (Enumeration<? extends ZipEntry> all = jar.entries(); all.hasMoreElements(); ) {
                    ZipEntry each = all.nextElement();
                    if (!each.isDirectory()) {
                        try (InputStream content = jar.getInputStream(each)) {
                            files.put(each.getName(), content.readAllBytes());
                        }
                    }
                }
            }
        }
        // The packager's own, which also name the JDK that Maven runs on.
        files.keySet().removeIf(name -> name.equals("META-INF/MANIFEST.MF") || name.startsWith("META-INF/maven/"));
        return files;
    }

    /// The module's directory, for an entry such as `tasks/target/classes` or `tasks/target/tasks.jar`.
    static Path module(Path entry) {
        for (Path at = entry; at != null; at = at.getParent()) {
            if (at.endsWith("target")) {
                return at.resolveSibling("");
            }
        }
        return entry;
    }
}
