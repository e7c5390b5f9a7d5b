package happensbefore.workbook.worker;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What an error says, without the brackets and the blank lines of AssertJ's layout.
///
/// @param lines as laid out, without blank ones; at least one
record Message(List<String> lines) {
    /// `[the description] the rest`
    private static final Pattern DESCRIBED = Pattern.compile("^\\[(.+?)] *(.*)$");

    private static final String EXPECTED = "expected: ";
    private static final String BUT_WAS = "but was: ";
    /// `Expecting List12:`
    private static final Pattern CLASS_OF_ACTUAL = Pattern.compile("^(\\s*Expecting) [A-Z]\\w*:$");

    private static final int LONGEST = 240;
    private static final int BEGINNING = 120;

    static Message of(Throwable error) {
        String said = error.getMessage();
        String simple = error.getClass().getSimpleName();
        if (said == null || said.isBlank()) {
            return new Message(List.of(simple));
        }
        List<String> lines = said.lines()
                .filter(line -> !line.isBlank())
                .flatMap(Message::described)
                .toList();
        List<String> told = isComparison(lines)
                ? Stream.concat(lines.subList(0, lines.size() - 2).stream(), Stream.of(comparison(lines)))
                        .toList()
                : lines;
        return error instanceof AssertionError
                ? new Message(told)
                : new Message(Stream.concat(
                                Stream.of(simple + ": " + told.getFirst().strip()),
                                told.stream().skip(1))
                        .toList());
    }

    /// In one line, if it is not too long for that; else its beginning.
    String headline() {
        String all = inOneLine();
        return isWhole() ? all : all.substring(0, Math.max(1, all.lastIndexOf(' ', BEGINNING))) + " ...";
    }

    /// Whether the headline leaves nothing out.
    boolean isWhole() {
        return inOneLine().length() <= LONGEST;
    }

    private String inOneLine() {
        String all = lines.stream().map(String::strip).collect(Collectors.joining(" "));
        return all.replace(". expected ", ". Expected ");
    }

    String text() {
        return String.join("\n", lines);
    }

    private static Stream<String> described(String line) {
        Matcher described = DESCRIBED.matcher(line);
        if (!described.matches()) {
            return Stream.of(CLASS_OF_ACTUAL.matcher(line).replaceFirst("$1 actual:"));
        }
        String said = described.group(1).strip();
        String description = said.endsWith(".") ? said : said + ":";
        return described.group(2).isBlank() ? Stream.of(description) : Stream.of(description, described.group(2));
    }

    private static boolean isComparison(List<String> lines) {
        return lines.size() >= 2
                && lines.get(lines.size() - 2).strip().startsWith(EXPECTED)
                && lines.getLast().strip().startsWith(BUT_WAS);
    }

    /// `expected: 2` and `but was: 7` as one line.
    private static String comparison(List<String> lines) {
        String expected = lines.get(lines.size() - 2).strip().substring(EXPECTED.length());
        String actual = lines.getLast().strip().substring(BUT_WAS.length());
        return "expected " + expected + " but was " + actual;
    }
}
