package happensbefore.workbook.text;

/// Text for terminals that show ASCII only, and text that is safe to print at all.
final class Ascii {
    private Ascii() {}

    /// Replaces what has a usual spelling in ASCII, and all else outside ASCII by `?`.
    static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            switch (c) {
                case '‘', '’' -> out.append('\'');
                case '“', '”' -> out.append('"');
                case '–', '—', '‐', '‑', '─', '━', '╌' -> out.append('-');
                case '…' -> out.append("...");
                case '→', '⟶', '▶' -> out.append("->");
                case '←' -> out.append("<-");
                case '⇒' -> out.append("=>");
                case '≤' -> out.append("<=");
                case '≥' -> out.append(">=");
                case '≠' -> out.append("!=");
                case '×', '✗' -> out.append('x');
                case '✓' -> out.append('+');
                case '·', '•' -> out.append('*');
                case '│', '┃', '╎' -> out.append('|');
                case '\u00a0' -> out.append(' ');
                case '┌', '┐', '└', '┘', '├', '┤', '┬', '┴', '┼', '╭', '╮', '╰', '╯' -> out.append('+');
                default -> {
                    if (c < 128) {
                        out.append((char) c);
                    } else {
                        out.append('?');
                    }
                }
            }
        });
        return out.toString();
    }

    /// Without control characters, so that a program's output cannot steer the terminal. Tabs become four columns.
    static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (c == '\t') {
                out.append("    ");
            } else if (!Character.isISOControl(c)) {
                out.appendCodePoint(c);
            } else if (c != '\r') {
                out.append('?');
            }
        });
        return out.toString();
    }
}
