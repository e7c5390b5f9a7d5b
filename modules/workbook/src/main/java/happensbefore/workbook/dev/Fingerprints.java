package happensbefore.workbook.dev;

import happensbefore.workbook.catalog.Workspace;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;

/// Remembers which exercises were proved, by the content of everything that the proof rests on.
///
/// The memory stands in `.workbook/proved.properties`; deleting it only costs time. Not thread-safe.
final class Fingerprints {
    private static final List<String> MACHINERY = List.of(
            "pom.xml",
            "exercises/pom.xml",
            "stress-tests/pom.xml",
            "modules/testkit/src/main",
            "modules/telemetry/src/main",
            "modules/workbook/pom.xml",
            "modules/workbook/src/main/java/happensbefore/workbook/catalog",
            "modules/workbook/src/main/java/happensbefore/workbook/dev",
            "modules/workbook/src/main/java/happensbefore/workbook/ladder",
            "modules/workbook/src/main/java/happensbefore/workbook/worker");

    private final Workspace workspace;
    private final Path file;
    private final Properties proved = new Properties();
    private final byte[] machinery;

    Fingerprints(Workspace workspace) throws IOException {
        this.workspace = workspace;
        this.file = workspace.state().resolve("proved.properties");
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                proved.load(reader);
            }
        }
        MessageDigest digest = sha256();
        digest.update(System.getProperty("java.vm.version", "").getBytes(StandardCharsets.UTF_8));
        for (String part : MACHINERY) {
            add(digest, workspace.root().resolve(part));
        }
        machinery = digest.digest();
    }

    /// What the proof of an exercise rests on, as one number: its files, the engine and the JVM.
    String of(Parts parts) throws IOException {
        MessageDigest digest = sha256();
        digest.update(machinery);
        for (Path input : parts.inputs()) {
            add(digest, input);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// Whether this very content was proved, at least `repeat` times in a row.
    boolean isProved(Parts parts, int repeat) throws IOException {
        String[] known = proved.getProperty(parts.id(), "").split(" ", 2);
        return known.length == 2 && known[1].equals(of(parts)) && Integer.parseInt(known[0]) >= repeat;
    }

    void proved(Parts parts, int repeat) throws IOException {
        proved.setProperty(parts.id(), repeat + " " + of(parts));
    }

    void refused(Parts parts) {
        proved.remove(parts.id());
    }

    void save() throws IOException {
        Files.createDirectories(workspace.state());
        Path written = Files.createTempFile(workspace.state(), "proved", ".tmp");
        try (Writer writer = Files.newBufferedWriter(written)) {
            proved.store(writer, null);
        }
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private void add(MessageDigest digest, Path path) throws IOException {
        List<Path> files = Files.isRegularFile(path) ? List.of(path) : Folders.filesUnder(path);
        for (Path each : files) {
            byte[] name = workspace.relative(each).toString().getBytes(StandardCharsets.UTF_8);
            byte[] content = Files.readAllBytes(each);
            digest.update(ByteBuffer.allocate(8)
                    .putInt(name.length)
                    .putInt(content.length)
                    .flip());
            digest.update(name);
            digest.update(content);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
