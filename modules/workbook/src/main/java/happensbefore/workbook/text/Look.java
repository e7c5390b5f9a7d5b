package happensbefore.workbook.text;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How text is shown: what the terminal can do and what the reader asked for.
///
/// @param columns of the terminal; text is broken earlier where they are many, see `width`
/// @param color whether styles may be used
/// @param unicode whether characters outside ASCII may be used for drawing
/// @param plain linear text without drawing, for screen readers
/// @param terminal whether a person watches: lines may be rewritten
public record Look(int columns, boolean color, boolean unicode, boolean plain, boolean terminal) {
    public static final int DEFAULT_WIDTH = 80;
    private static final int NARROWEST = 20;
    private static final int WIDEST = 100;

    public Look {
        columns = Math.max(columns, NARROWEST);
    }

    /// Columns for text: lines longer than this are hard to read.
    public int width() {
        return Math.min(columns, WIDEST);
    }

    /// For a pipe or a file.
    public static Look piped() {
        return new Look(DEFAULT_WIDTH, false, true, false, false);
    }

    /// Reads `TERM`, `NO_COLOR`, `COLUMNS` and the locale.
    ///
    /// @param terminal whether standard output is a terminal
    public static Look detect(Map<String, String> environment, boolean terminal) {
        boolean dumb = "dumb".equals(environment.get("TERM"));
        boolean color =
                terminal && !dumb && environment.getOrDefault("NO_COLOR", "").isEmpty();
        int columns = number(environment.get("WORKBOOK_COLUMNS"), number(environment.get("COLUMNS"), DEFAULT_WIDTH));
        return new Look(columns, color, utf8(environment), dumb && terminal, terminal && !dumb);
    }

    public Look withoutColor() {
        return new Look(columns, false, unicode, plain, terminal);
    }

    public Look inAscii() {
        return new Look(columns, color, false, plain, terminal);
    }

    public Look asPlain() {
        return new Look(columns, color, unicode, true, false);
    }

    public Look withColumns(int changed) {
        return new Look(changed, color, unicode, plain, terminal);
    }

    /// Without a locale, as in a container or in CI, UTF-8 is what reads the output; who asks for `C` gets ASCII.
    private static boolean utf8(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                String locale = value.toLowerCase(java.util.Locale.ROOT);
                return locale.contains("utf-8") || locale.contains("utf8");
            }
        }
        return true;
    }

    private static int number(@Nullable String text, int otherwise) {
        try {
            int number = text == null ? 0 : Integer.parseInt(text.strip());
            return number > 0 ? number : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
