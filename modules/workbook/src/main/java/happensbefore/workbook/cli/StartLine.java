package happensbefore.workbook.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// The line of a file where its reader has something to do.
final class StartLine {
    private static final List<Pattern> IN_ORDER = List.of(
            Pattern.compile("TODO|UnsupportedOperationException"),
            Pattern.compile("^\\s*(public |final |abstract |sealed )*(class|record|interface|enum) "));

    private StartLine() {}

    /// Counted from 1; 1 when the file cannot be read.
    static int of(Path file) {
        List<String> lines;
        try {
            lines = new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            return 1;
        }
        for (Pattern pattern : IN_ORDER) {
            for (int i = 0; i < lines.size(); i++) {
                if (pattern.matcher(lines.get(i)).find()) {
                    return i + 1;
                }
            }
        }
        return 1;
    }
}
