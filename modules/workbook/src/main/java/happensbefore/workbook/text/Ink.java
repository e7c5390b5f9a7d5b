package happensbefore.workbook.text;

import org.jline.utils.AttributedCharSequence;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/// The styles, by what they mean.
public final class Ink {
    private static final int COLORS = 8;
    public static final AttributedStyle GOOD = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    public static final AttributedStyle BAD =
            AttributedStyle.DEFAULT.foreground(AttributedStyle.RED).bold();
    public static final AttributedStyle NOTICE = AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
    public static final AttributedStyle HEAD = AttributedStyle.DEFAULT.bold();
    public static final AttributedStyle FAINT = AttributedStyle.DEFAULT.faint();
    public static final AttributedStyle CODE = AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
    public static final AttributedStyle EMPHASIS = AttributedStyle.DEFAULT.italic();

    private Ink() {}

    /// The characters to send for a styled text. JLine turns box-drawing characters into ASCII when it writes
    /// styles, so each run's style is written around a stand-in.
    static String ansi(AttributedString text) {
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < text.length(); at = text.runLimit(at)) {
            String around = of("x", text.styleAt(at)).toAnsi(COLORS, AttributedCharSequence.ForceMode.None);
            out.append(
                    around.replace("x", text.subSequence(at, text.runLimit(at)).toString()));
        }
        return out.toString();
    }

    public static AttributedString of(String text, AttributedStyle style) {
        return new AttributedString(text, style);
    }
}
