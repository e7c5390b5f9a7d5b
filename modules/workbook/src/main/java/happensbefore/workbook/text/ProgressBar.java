package happensbefore.workbook.text;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/// How many of how many, drawn.
public final class ProgressBar {
    private static final int WIDEST = 40;

    private ProgressBar() {}

    public static AttributedString of(Look look, int done, int all) {
        String count = done + " of " + all + " solved";
        int room = Math.min(WIDEST, look.width() - count.length() - 3);
        if (look.plain() || room < 8 || all == 0) {
            return new AttributedString(count);
        }
        int filled = (int) Math.round((double) room * done / all);
        return new AttributedStringBuilder()
                .append((look.unicode() ? "━" : "#").repeat(filled), Ink.GOOD)
                .append((look.unicode() ? "─" : "-").repeat(room - filled), Ink.FAINT)
                .append("  " + count)
                .toAttributedString();
    }
}
