package happensbefore.workbook.cli;

import happensbefore.workbook.catalog.Catalog;
import happensbefore.workbook.catalog.CatalogException;
import happensbefore.workbook.catalog.Workspace;
import happensbefore.workbook.ladder.Ladder;
import happensbefore.workbook.text.Look;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What every command works with: the project, the ladder, and where to write.
///
/// The catalog is read and the ladder is built when first asked for. Owns the ladder: `close` ends its processes, and
/// may be called from any thread; the rest belongs to the thread that runs the command.
public final class App implements AutoCloseable {
    private final Path directory;
    private final @Nullable Workspace workspace;
    private final Map<String, String> environment;
    private final Function<Workspace, Ladder> ladders;
    private final PrintWriter out;
    private final PrintWriter err;
    private Look look;
    private @Nullable Catalog catalog;
    private @Nullable Ladder ladder;
    private boolean closed;

    /// @param directory where the reader is
    /// @param workspace the project, or null when none was found
    public App(
            Path directory,
            @Nullable Workspace workspace,
            Map<String, String> environment,
            Function<Workspace, Ladder> ladders,
            Look look,
            PrintWriter out,
            PrintWriter err) {
        this.directory = directory.toAbsolutePath().normalize();
        this.workspace = workspace;
        this.environment = Map.copyOf(environment);
        this.ladders = ladders;
        this.look = look;
        this.out = out;
        this.err = err;
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
                        "Mend what is named above. If you changed nothing there: git checkout exercises/catalog.yaml,"
                                + " or the file named.");
            }
        }
        return catalog;
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

    public Map<String, String> environment() {
        return environment;
    }

    /// A path as the reader would type it from where they are.
    public String shown(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        boolean near = absolute.startsWith(directory)
                || (workspace != null && directory.startsWith(workspace.root()) && absolute.startsWith(workspace.root()));
        Path relative = near ? directory.relativize(absolute) : absolute;
        return relative.toString().isEmpty() ? "." : relative.toString();
    }

    /// A path that the reader typed.
    public Path typed(String path) {
        return directory.resolve(path).normalize();
    }

    public Look look() {
        return look;
    }

    void look(Look changed) {
        this.look = changed;
    }

    public PrintWriter out() {
        return out;
    }

    public PrintWriter err() {
        return err;
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
