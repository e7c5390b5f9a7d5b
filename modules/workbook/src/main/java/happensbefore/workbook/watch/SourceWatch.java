package happensbefore.workbook.watch;

import io.methvin.watcher.DirectoryChangeEvent.EventType;
import io.methvin.watcher.DirectoryWatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import org.slf4j.helpers.NOPLogger;

/// Tells of every change below a directory. Owns one thread, which `close` ends.
final class SourceWatch implements AutoCloseable {
    private final DirectoryWatcher watcher;
    private final Thread thread;

    /// Returns when the directory is being watched.
    SourceWatch(Path directory, Queue<Event> events) throws IOException {
        Files.createDirectories(directory);
        this.watcher = DirectoryWatcher.builder()
                .path(directory)
                .fileHashing(false) // a save without a change is a wish to check again
                .logger(NOPLogger.NOP_LOGGER)
                .listener(event ->
                        events.add(new Event.Changed(event.eventType() == EventType.OVERFLOW ? null : event.path())))
                .build();
        this.thread = Thread.ofPlatform().name("workbook-watch").daemon().start(watcher::watch);
    }

    @Override
    public void close() throws IOException {
        watcher.close();
        try {
            thread.join(java.time.Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
