package happensbefore.workbook.worker;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/// Drains a process's output so that it never blocks, and keeps the beginning. What is left out is counted.
///
/// Thread-safe. The thread ends with the process.
final class OutputCapture {
    private static final int KEPT = 16 << 10;
    /// The model checker's own chatter.
    private static final String NOISE = "[WARN] Failed to get object field offset";

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(); // guarded by this
    private long dropped; // guarded by this
    private final Thread drain;

    OutputCapture(InputStream output, String name) {
        drain = new Thread(() -> drain(output), name);
        drain.setDaemon(true);
        drain.start();
    }

    private void drain(InputStream output) {
        byte[] buffer = new byte[8 << 10];
        try (output) {
            for (int read = output.read(buffer); read >= 0; read = output.read(buffer)) {
                keep(buffer, read);
            }
        } catch (IOException e) {
            // The process is gone; so is its output.
        }
    }

    private synchronized void keep(byte[] bytes, int length) {
        int room = Math.min(length, KEPT - kept.size());
        kept.write(bytes, 0, room);
        dropped += length - room;
    }

    /// Forgets what was said so far.
    synchronized void clear() {
        kept.reset();
        dropped = 0;
    }

    /// What was said since the last `clear`; empty when nothing was.
    synchronized String text() {
        String text = kept.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith(NOISE))
                .collect(Collectors.joining("\n"));
        return dropped == 0 ? text : text + "\n... %,d more bytes of output left out".formatted(dropped);
    }

    /// Waits a moment for the last output of a process that has ended.
    void join(long millis) throws InterruptedException {
        drain.join(millis);
    }
}
