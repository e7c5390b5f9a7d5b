package happensbefore.workbook.progress;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.catalog.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// The reader's progress: `.workbook/progress.json`, or a directory of the user's when the project cannot be written.
///
/// Every change reads the file again under a lock that holds between processes, so two runners lose nothing
/// of each other's. Thread-safe. A change waits for another runner's write, which takes milliseconds; the
/// wait can be interrupted.
public final class ProgressStore {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private final ProgressFile file;
    private final Clock clock;
    private final List<String> notices = new ArrayList<>();

    private ProgressStore(ProgressFile file, Clock clock) {
        this.file = file;
        this.clock = clock;
    }

    /// @param environment for `XDG_STATE_HOME` and `HOME`
    public static ProgressStore open(Workspace workspace, Map<String, String> environment, Clock clock) {
        Path inProject = workspace.state().resolve("progress.json");
        if (writable(workspace.state())) {
            return new ProgressStore(new ProgressFile(inProject), clock);
        }
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
        String configured = environment.getOrDefault("XDG_STATE_HOME", "");
        Path base = configured.isEmpty() ? home.resolve(".local/state") : Path.of(configured);
        Path directory = base.resolve("happens-before")
                .resolve(Fingerprint.mark(workspace.root().toString()));
        ProgressStore store = new ProgressStore(new ProgressFile(directory.resolve("progress.json")), clock);
        if (!writable(directory)) {
            store.notices.add("Progress cannot be kept: neither " + workspace.state() + " nor " + directory
                    + " can be written. Make one of them writable to keep it.");
            return store;
        }
        store.notices.add("The project directory cannot be written: progress is kept in " + directory + ".");
        store.startFrom(inProject);
        return store;
    }

    public Path path() {
        return file.path();
    }

    /// What the reader should be told once; empty after that.
    public synchronized List<String> takeNotices() {
        List<String> taken = List.copyOf(notices);
        notices.clear();
        return taken;
    }

    public Progress read() {
        try {
            return file.read().orElseGet(Progress::empty);
        } catch (ProgressFile.Damaged e) {
            locked(() -> setAsideIfDamaged());
            return Progress.empty();
        } catch (IOException e) {
            notice("Progress cannot be read (" + e + "): everything looks pending.");
            return Progress.empty();
        }
    }

    /// Changes what is kept of one exercise and makes it the current one.
    public void update(Exercise exercise, UnaryOperator<Entry> change) {
        change(progress -> {
            progress.put(exercise, change.apply(progress.of(exercise)));
            progress.current(exercise);
        });
    }

    private void change(Consumer<Progress> change) {
        locked(() -> {
            Progress progress = setAsideIfDamaged();
            if (progress.schema() > Progress.SCHEMA) {
                notice("The progress file is of a newer workbook (schema " + progress.schema()
                        + "): this one does not change it. Update the workbook to keep progress.");
                return;
            }
            change.accept(progress);
            file.write(progress);
        });
    }

    private Progress setAsideIfDamaged() throws IOException {
        try {
            return file.read().orElseGet(Progress::empty);
        } catch (ProgressFile.Damaged e) {
            Path aside = file.setAside(STAMP.format(clock.instant()));
            notice("The progress file was damaged. It is kept as " + aside + "; a new one is begun.");
            return Progress.empty();
        }
    }

    private interface Action {
        void run() throws IOException;
    }

    private void locked(Action action) {
        IN_THIS_PROCESS.lock();
        try (FileChannel channel = FileChannel.open(
                        file.path().resolveSibling("progress.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock ignored = channel.lock()) {
            action.run();
        } catch (IOException e) {
            notice("Progress cannot be kept in " + file.path() + ": " + e + ".");
        } catch (UncheckedIOException e) {
            notice("Progress cannot be kept in " + file.path() + ": " + e.getCause() + ".");
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    /// A project that became read-only keeps its progress so far.
    private void startFrom(Path inProject) {
        if (Files.exists(file.path()) || !Files.isReadable(inProject)) {
            return;
        }
        try {
            Progress progress = new ProgressFile(inProject).read().orElseGet(Progress::empty);
            locked(() -> file.write(progress));
        } catch (IOException | ProgressFile.Damaged e) {
            notice("The progress so far, " + inProject + ", cannot be read: a new file is begun.");
        }
    }

    private synchronized void notice(String text) {
        if (!notices.contains(text)) {
            notices.add(text);
        }
    }

    private static boolean writable(Path directory) {
        try {
            Files.createDirectories(directory);
            return Files.isWritable(directory);
        } catch (IOException e) {
            return false;
        }
    }
}
