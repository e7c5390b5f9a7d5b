package happensbefore.selectjoin;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.HotSpotDiagnosticMXBean.ThreadDumpFormat;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// The structured scopes that stand in a thread dump. Virtual threads appear there, and nowhere else from
/// outside.
public final class ScopeThreads {
    private static final Pattern CONTAINER = Pattern.compile("\"container\"\\s*:\\s*\"([^\"]*)\"");

    private ScopeThreads() {}

    /// The names of all open containers of threads, of the JVM's own as well.
    public static List<String> containers() throws IOException {
        Path directory = Files.createTempDirectory("dump");
        Path file = directory.resolve("threads.json");
        try {
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(file.toString(), ThreadDumpFormat.JSON);
            return CONTAINER
                    .matcher(Files.readString(file))
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        } finally {
            Files.deleteIfExists(file);
            Files.delete(directory);
        }
    }

    /// How many scopes of that name are open. The dump escapes the slash.
    public static long open(String name) throws IOException {
        return containers().stream()
                .filter(container -> container.startsWith(name + "\\/"))
                .count();
    }
}
