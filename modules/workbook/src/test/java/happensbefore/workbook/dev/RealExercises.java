package happensbefore.workbook.dev;

import happensbefore.workbook.catalog.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/// Copies of this project's own exercises, to be broken.
public final class RealExercises {
    private static final List<String> PARTS =
            List.of("exercises", "solutions", "stress-tests/src/main/java/happensbefore/exercises");

    private RealExercises() {}

    public static Workspace here() {
        return Workspace.around(Path.of("")).orElseThrow();
    }

    public static Workspace copyTo(Path root) throws IOException {
        for (String part : PARTS) {
            for (Path file : Folders.filesUnder(here().root().resolve(part))) {
                Path copy = root.resolve(here().root().relativize(file));
                Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                Files.copy(file, copy);
            }
        }
        return new Workspace(root);
    }

    /// Puts the sources of one variant in the place of another.
    public static void overwrite(Path from, Path to) throws IOException {
        for (String name : Folders.names(from)) {
            Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    public static void edit(Path file, UnaryOperator<String> change) {
        try {
            String before = Files.readString(file);
            String after = change.apply(before);
            if (after.equals(before)) {
                throw new IllegalArgumentException("nothing to change in " + file);
            }
            Files.writeString(file, after);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
