package happensbefore.workbook.dev;

import happensbefore.testkit.build.Built;
import happensbefore.testkit.build.Content;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The classes of this project that this process runs with: they may be older than the sources beside them.
final class CompiledCode {
    private static final Pattern PACKAGE_FOLDER = Pattern.compile("/java/(happensbefore/(?:.*/)?)[^/]+\\.java$");

    private final SortedMap<String, String> numbers = new TreeMap<>();

    CompiledCode(Path root) throws IOException {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry).toAbsolutePath().normalize();
            if (path.startsWith(root)) {
                for (Map.Entry<String, byte[]> file : Built.files(path).entrySet()) {
                    Content content = new Content();
                    content.add(file.getKey(), file.getValue());
                    numbers.put(file.getKey(), content.number());
                }
            }
        }
    }

    /// Adds the classes in the packages of these sources; what jcstress generates from them is left out.
    void add(Collection<Path> sources, Content content) {
        Set<String> folders = new TreeSet<>();
        for (Path source : sources) {
            Matcher folder = PACKAGE_FOLDER.matcher(source.toString().replace('\\', '/'));
            if (folder.find()) {
                folders.add(folder.group(1));
            }
        }
        numbers.forEach((name, number) -> {
            boolean wanted = folders.contains(name.substring(0, name.lastIndexOf('/') + 1));
            if (wanted && !name.contains("_jcstress")) {
                content.add(name, number);
            }
        });
    }
}
