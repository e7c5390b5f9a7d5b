package happensbefore.workbook.dev;

import happensbefore.workbook.catalog.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/// The files that readers edit, held against the originals that they start from.
final class WorkingCopies {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private WorkingCopies() {}

    /// The files of one exercise that are missing from the working copy, changed there, or there only.
    static List<Path> differing(Parts parts) throws IOException {
        TreeSet<String> names = new TreeSet<>(Folders.names(parts.original()));
        names.addAll(Folders.names(parts.workingCopy()));
        List<Path> differing = new ArrayList<>();
        for (String name : names) {
            if (!same(parts.original().resolve(name), parts.workingCopy().resolve(name))) {
                differing.add(parts.workingCopy().resolve(name));
            }
        }
        return differing;
    }

    static List<Refusal> check(Parts parts) throws IOException {
        return differing(parts).stream()
                .map(file -> new Refusal(
                        parts.id() + ", working copy",
                        "what a reader starts from: a copy of " + parts.show(parts.original()),
                        parts.show(file) + (Files.exists(file) ? " differs" : " is missing"),
                        "run ./workbook dev sync " + parts.id()))
                .toList();
    }

    /// What [#sync] did or would do.
    ///
    /// @param copied the files that were written
    /// @param kept where the versions that were overwritten or removed stand now
    /// @param edited the files that would lose a reader's edit, when that was not allowed
    record Synced(List<Path> copied, List<Path> kept, List<Path> edited) {}

    /// Makes the working copy equal to the original.
    ///
    /// @param overwrite whether files that differ may be replaced; what they held is kept in `.workbook/kept`
    static Synced sync(Parts parts, boolean overwrite, Instant now) throws IOException {
        List<Path> differing = differing(parts);
        List<Path> edited = differing.stream().filter(Files::exists).toList();
        if (!edited.isEmpty() && !overwrite) {
            return new Synced(List.of(), List.of(), edited);
        }
        List<Path> copied = new ArrayList<>();
        List<Path> kept = new ArrayList<>();
        for (Path file : differing) {
            if (Files.exists(file)) {
                kept.add(keep(parts.workspace(), parts.id(), file, now));
            }
            Path original = parts.original().resolve(String.valueOf(file.getFileName()));
            if (Files.exists(original)) {
                Files.createDirectories(parts.workingCopy());
                Files.copy(original, file);
                copied.add(file);
            }
        }
        return new Synced(copied, kept, List.of());
    }

    private static Path keep(Workspace workspace, String id, Path file, Instant now) throws IOException {
        Path folder = workspace.state().resolve("kept").resolve(id).resolve(STAMP.format(now));
        Files.createDirectories(folder);
        return Files.move(
                file, folder.resolve(String.valueOf(file.getFileName())), StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean same(Path one, Path other) throws IOException {
        return Files.isRegularFile(one) && Files.isRegularFile(other) && Files.mismatch(one, other) == -1;
    }
}
