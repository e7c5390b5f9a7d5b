package happensbefore.workbook.dev;

import happensbefore.testkit.build.Content;
import happensbefore.workbook.catalog.Workspace;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/// Remembers which exercises were proved, and when, by the content of everything that the proof rests on.
///
/// The memory stands in a `target` directory: `mvn clean` forgets it, which only costs time. An exercise whose proof
/// has begun is not in it; nor is one that changed while it was proved. Not thread-safe.
final class Fingerprints {
    /// What judges the exercises: the runner, and what the tests share.
    private static final List<String> MACHINERY = List.of(
            "pom.xml",
            "exercises/pom.xml",
            "solutions/pom.xml",
            "stress-tests/pom.xml",
            "stress-tests/src/main/java/happensbefore/stress/driver",
            "modules/testkit/pom.xml",
            "modules/testkit/src/main",
            "modules/telemetry/pom.xml",
            "modules/telemetry/src/main",
            "modules/workbook/pom.xml",
            "modules/workbook/src/main");

    private final Workspace workspace;
    private final Path file;
    private final UsedCode usedCode;
    private final CompiledCode compiledCode;
    private final Properties proved = new Properties();
    private final Map<String, String> begun = new HashMap<>();
    private final String machinery;

    Fingerprints(Workspace workspace) throws IOException {
        this.workspace = workspace;
        this.file = workspace.root().resolve("modules/workbook/target/proved.properties");
        this.usedCode = new UsedCode(workspace.root());
        this.compiledCode = new CompiledCode(workspace.root());
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                proved.load(reader);
            }
        }
        machinery = machinery();
    }

    /// When this very content was proved, at least `repeat` times in a row.
    Optional<Instant> proved(Parts parts, int repeat) throws IOException {
        String[] known = proved.getProperty(parts.id(), "").split(" ", 3);
        return known.length == 3 && known[1].equals(of(parts)) && Integer.parseInt(known[0]) >= repeat
                ? Optional.of(Instant.parse(known[2]))
                : Optional.empty();
    }

    /// The proof of these begins, from what stands on disk now: until it ends they are not proved.
    void begin(Collection<Parts> climbing) throws IOException {
        for (Parts parts : climbing) {
            begun.put(parts.id(), of(parts));
            proved.remove(parts.id());
        }
        save();
    }

    /// The proof that began was given; worth nothing when something has changed since.
    void proved(Collection<Parts> climbed, int repeat) throws IOException {
        boolean same = machinery.equals(machinery());
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        for (Parts parts : climbed) {
            if (same && Objects.equals(begun.get(parts.id()), of(parts))) {
                proved.setProperty(parts.id(), repeat + " " + of(parts) + " " + now);
            }
        }
        save();
    }

    private void save() throws IOException {
        Path folder = Files.createDirectories(file.resolveSibling(""));
        Path written = Files.createTempFile(folder, "proved", ".tmp");
        try (Writer writer = Files.newBufferedWriter(written)) {
            proved.store(writer, null);
        }
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private String of(Parts parts) throws IOException {
        Content content = new Content();
        content.add("machinery", machinery);
        add(usedCode.of(parts.inputs()), content);
        return content.number();
    }

    private String machinery() throws IOException {
        Content content = new Content();
        content.addPlatform();
        for (String part : MACHINERY) {
            Path path = workspace.root().resolve(part);
            add(Files.isRegularFile(path) ? List.of(path) : Folders.filesUnder(path), content);
        }
        return content.number();
    }

    private void add(Collection<Path> files, Content content) throws IOException {
        for (Path each : files) {
            content.add(workspace.relative(each).toString(), each);
        }
        compiledCode.add(files, content);
    }
}
