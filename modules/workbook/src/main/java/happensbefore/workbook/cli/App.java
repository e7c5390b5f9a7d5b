package happensbefore.workbook.cli;

import happensbefore.workbook.catalog.Catalog;
import happensbefore.workbook.catalog.CatalogException;
import happensbefore.workbook.catalog.Workspace;
import happensbefore.workbook.ladder.Ladder;
import happensbefore.workbook.progress.ProgressStore;
import happensbefore.workbook.text.Look;
import happensbefore.workbook.text.Page;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What every command works with: the project, the reader's progress, the ladder, and where to write.
///
/// Each is made when first asked for. Owns the ladder: `close` ends its processes, and may be called from any
/// thread; the rest belongs to the thread that runs the command.
public final class App implements AutoCloseable {
    private final Surroundings surroundings;
    private final @Nullable Workspace workspace;
    private final Function<Workspace, Ladder> ladders;
    private Look look;
    private @Nullable Catalog catalog;
    private @Nullable ProgressStore progress;
    private @Nullable Ladder ladder;
    private boolean closed;

    /// @param workspace the project, or null when none was found
    /// @param ladders makes the ladder of a project
    public App(Surroundings surroundings, @Nullable Workspace workspace, Function<Workspace, Ladder> ladders) {
        this.surroundings = surroundings;
        this.workspace = workspace;
        this.ladders = ladders;
        this.look = surroundings.look();
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    /// @throws UserError when the reader is not inside a project
    public Workspace workspace() {
        if (workspace == null) {
            throw new UserError(
                    "There is no workbook here: neither this directory nor one above it has exercises/catalog.yaml.",
                    "Go to the directory you cloned the workbook into and try again.");
        }
        return workspace;
    }

    /// @throws UserError when a file of the catalog is at fault
    public Catalog catalog() {
        if (catalog == null) {
            try {
                catalog = Catalog.load(workspace());
            } catch (CatalogException e) {
                throw new UserError(
                        "The catalog cannot be read.\n" + e.getMessage(),
                        "Mend the lines named above. If you did not write them, get the files back with git checkout.");
            }
        }
        return catalog;
    }

    public ProgressStore progress() {
        if (progress == null) {
            progress = ProgressStore.open(workspace(), surroundings.environment(), surroundings.clock());
        }
        return progress;
    }

    /// What the progress store has to say, on standard error.
    public void tellNotices() {
        if (progress != null) {
            for (String notice : progress.takeNotices()) {
                new Page(look).text(notice).printTo(err());
            }
        }
    }

    public synchronized Ladder ladder() {
        if (closed) {
            throw new IllegalStateException("closed");
        }
        if (ladder == null) {
            ladder = ladders.apply(workspace());
        }
        return ladder;
    }

    /// A path as the reader would type it from where they are.
    public String shown(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        Path directory = surroundings.directory();
        boolean inProject =
                workspace != null && directory.startsWith(workspace.root()) && absolute.startsWith(workspace.root());
        Path relative = inProject || absolute.startsWith(directory) ? directory.relativize(absolute) : absolute;
        return relative.toString().isEmpty() ? "." : relative.toString();
    }

    /// A path that the reader typed.
    public Path typed(String path) {
        return surroundings.directory().resolve(path).normalize();
    }

    /// A line that the reader typed, or empty when nobody can answer.
    public Optional<String> ask(String question) {
        if (surroundings.keyboard() == null) {
            return Optional.empty();
        }
        out().print(question + " ");
        out().flush();
        try {
            return Optional.ofNullable(surroundings.keyboard().readLine());
        } catch (java.io.IOException e) {
            return Optional.empty();
        }
    }

    public Look look() {
        return look;
    }

    public void look(Look changed) {
        this.look = changed;
    }

    public PrintWriter out() {
        return surroundings.out();
    }

    public PrintWriter err() {
        return surroundings.err();
    }

    /// Whether the runner is ending: commands that still run are broken off, and what they meet is no fault.
    synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (ladder != null) {
            ladder.close();
            ladder = null;
        }
    }
}
