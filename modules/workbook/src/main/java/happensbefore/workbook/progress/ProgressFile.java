package happensbefore.workbook.progress;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// One progress document on disk.
///
/// Invariant: the file under its name is always a whole document. A write goes to a second file, is forced to the disk,
/// and takes the name in one step.
final class ProgressFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Path file;

    ProgressFile(Path file) {
        this.file = file;
    }

    /// The file is there and is no progress document.
    static final class Damaged extends Exception {}

    Path path() {
        return file;
    }

    Optional<Progress> read() throws IOException, Damaged {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (java.nio.charset.CharacterCodingException e) {
            throw new Damaged();
        }
        try {
            JsonNode tree = JSON.readTree(text);
            if (tree instanceof ObjectNode document && document.path("schema").isInt()) {
                return Optional.of(new Progress(document));
            }
            throw new Damaged();
        } catch (JsonProcessingException e) {
            throw new Damaged();
        }
    }

    /// To be called by one writer at a time.
    void write(Progress progress) throws IOException {
        byte[] bytes = (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(progress.document()) + "\n")
                .getBytes(StandardCharsets.UTF_8);
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceDirectory();
    }

    /// Moves a damaged file out of the way and says where.
    Path setAside(String suffix) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged-" + suffix);
        return Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Makes the new name last through a power failure, where the system can.
    private void forceDirectory() {
        try (FileChannel directory = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            // Windows cannot open a directory: there the name lasts as soon as the system likes.
        }
    }
}
