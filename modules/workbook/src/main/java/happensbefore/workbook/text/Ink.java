package happensbefore.workbook.text;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/// The styles, by what they mean.
public final class Ink {
    public static final AttributedStyle GOOD = AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
    public static final AttributedStyle BAD =
            AttributedStyle.DEFAULT.foreground(AttributedStyle.RED).bold();
    public static final AttributedStyle NOTICE = AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
    public static final AttributedStyle HEAD = AttributedStyle.DEFAULT.bold();
    public static final AttributedStyle FAINT = AttributedStyle.DEFAULT.faint();
    public static final AttributedStyle CODE = AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
    public static final AttributedStyle EMPHASIS = AttributedStyle.DEFAULT.italic();

    private Ink() {}

    public static AttributedString of(String text, AttributedStyle style) {
        return new AttributedString(text, style);
    }
}
