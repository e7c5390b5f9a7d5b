package happensbefore.workbook.dev;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The named regions of a source file: the lines between `// @start region="x"` and `// @end`.
///
/// Regions do not nest, and a name is used once a file.
///
/// @param texts each region's lines without the markers and without their common indentation
/// @param errors what is wrong with the markers, each with its line
record Regions(Map<String, String> texts, List<String> errors) {
    private static final Pattern START =
            Pattern.compile("^\\s*(?://|#)\\s*@start\\s+region\\s*=\\s*\"?([\\w.-]+)\"?\\s*$");
    private static final Pattern END =
            Pattern.compile("^\\s*(?://|#)\\s*@end(?:\\s+region\\s*=\\s*\"?([\\w.-]+)\"?)?\\s*$");

    static Regions of(String source) {
        Map<String, String> texts = new LinkedHashMap<>();
        List<String> errors = new ArrayList<>();
        List<String> inside = new ArrayList<>();
        String open = null;
        int number = 0;
        for (String line : source.lines().toList()) {
            number++;
            Matcher start = START.matcher(line);
            Matcher end = END.matcher(line);
            if (start.matches()) {
                if (open != null) {
                    errors.add("line %d: region %s starts inside region %s".formatted(number, start.group(1), open));
                }
                open = start.group(1);
                inside.clear();
            } else if (end.matches()) {
                endError(open, end.group(1))
                        .map(("line " + number + ": ")::concat)
                        .ifPresent(errors::add);
                if (open != null && texts.put(open, dedent(inside)) != null) {
                    errors.add("line %d: a second region %s".formatted(number, open));
                }
                open = null;
            } else if (open != null) {
                inside.add(line);
            }
        }
        if (open != null) {
            errors.add("region %s is not closed".formatted(open));
        }
        return new Regions(texts, List.copyOf(errors));
    }

    private static Optional<String> endError(@Nullable String open, @Nullable String named) {
        if (open == null) {
            return Optional.of("@end without @start");
        }
        return named == null || named.equals(open)
                ? Optional.empty()
                : Optional.of("@end names region %s, but %s is open".formatted(named, open));
    }

    private static String dedent(List<String> lines) {
        return String.join("\n", lines).stripIndent() + "\n";
    }
}
