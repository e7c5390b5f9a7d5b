package happensbefore.workbook.compile;

import happensbefore.workbook.ladder.Detail;
import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.FindingKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The text of an exercise's sources at one moment: edits made while it is judged change nothing.
///
/// @param files text by file name
public record Snapshot(SequencedMap<String, String> files) {
    /// Either the text or what keeps it from being read.
    public sealed interface Reading {
        record Read(Snapshot snapshot) implements Reading {}

        record Unreadable(Finding finding) implements Reading {}
    }

    /// @param edit the file that must be among them
    public static Reading take(Path sources, String edit) {
        SequencedMap<String, String> files = new TreeMap<>();
        List<Path> found;
        try (Stream<Path> listed = Files.list(sources)) {
            found = listed.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return unreadable(FindingKind.FILE_MISSING, "The folder of " + edit + " is gone", edit, 0, e);
        } catch (IOException e) {
            return unreadable(FindingKind.FILE_UNREADABLE, "The folder " + sources + " cannot be read", edit, 0, e);
        }
        for (Path file : found) {
            String name = file.getFileName().toString();
            try {
                byte[] bytes = Files.readAllBytes(file);
                CharBuffer text = CharBuffer.allocate(bytes.length);
                ByteBuffer rest = ByteBuffer.wrap(bytes);
                CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
                CoderResult result = decoder.decode(rest, text, true);
                if (result.isError()) {
                    return notUtf8(name, bytes, rest.position());
                }
                files.put(name, text.flip().toString());
            } catch (NoSuchFileException e) {
                // Deleted between the listing and now: as if it had never been listed.
            } catch (IOException e) {
                return unreadable(FindingKind.FILE_UNREADABLE, name + " cannot be read", name, 0, e);
            }
        }
        if (!files.containsKey(edit)) {
            Finding missing = Finding.of(FindingKind.FILE_MISSING, edit + " is gone");
            return new Reading.Unreadable(missing);
        }
        return new Reading.Read(new Snapshot(files));
    }

    private static Reading notUtf8(String name, byte[] bytes, int offset) {
        int line = 1;
        for (int i = 0; i < offset; i++) {
            if (bytes[i] == '\n') {
                line++;
            }
        }
        String headline = "%s is not UTF-8: byte 0x%02X at offset %d, line %d. Save it as UTF-8."
                .formatted(name, bytes[offset], offset, line);
        return new Reading.Unreadable(new Finding(
                FindingKind.FILE_UNREADABLE,
                headline,
                null,
                List.of(new Finding.Place(name, line, 0, "not UTF-8")),
                List.of(),
                null));
    }

    private static Reading unreadable(FindingKind kind, String headline, String file, int line, IOException cause) {
        return new Reading.Unreadable(new Finding(
                kind,
                headline,
                null,
                List.of(new Finding.Place(file, line, 0, "")),
                List.of(new Detail.Printed("Cause", cause.toString())),
                null));
    }
}
