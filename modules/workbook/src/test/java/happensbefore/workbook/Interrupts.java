package happensbefore.workbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Whether Ctrl-C can reach the processes that a test starts.
public final class Interrupts {
    private Interrupts() {}

    /// What is started in the background ignores SIGINT, and so does all that it starts.
    public static boolean areIgnored() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.isReadable(status)) {
            return false;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
    }
}
