package happensbefore.workbook.text;

import happensbefore.workbook.ladder.Rung;
import happensbefore.workbook.ladder.RungResult;
import java.time.Duration;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// The rungs of a climb, one line each.
public final class ClimbText {
    private static final int NAME = longestName();

    private ClimbText() {}

    /// A rung that ended.
    public static void add(Page page, RungResult result) {
        switch (result) {
            case RungResult.Passed passed ->
                rung(
                        page,
                        "✓",
                        "passed",
                        Ink.GOOD,
                        passed.rung(),
                        spent(passed.spent(), passed.budget()),
                        passed.note());
            case RungResult.Failed failed ->
                rung(page, "✗", "FAILED", Ink.BAD, failed.rung(), spent(failed.spent(), failed.budget()), "");
            case RungResult.NotRun notRun -> rung(page, "·", "not run", Ink.FAINT, notRun.rung(), "", notRun.why());
        }
    }

    /// The rung that runs now.
    public static AttributedString running(Look look, Rung rung, Duration spent, Duration budget) {
        return new AttributedStringBuilder()
                .append("  " + (look.unicode() ? "…" : ".") + " ")
                .append(padded(rung), Ink.HEAD)
                .append("  " + spent(spent, budget), Ink.FAINT)
                .toAttributedString();
    }

    private static void rung(
            Page page, String sign, String word, AttributedStyle style, Rung rung, String spent, String note) {
        Look look = page.look();
        if (look.plain()) {
            page.text(
                    "",
                    rung.label() + ": " + word + (spent.isEmpty() ? "" : ", " + spent)
                            + (note.isEmpty() ? "" : ", " + note) + ".");
            return;
        }
        AttributedString head = new AttributedStringBuilder()
                .append("  ")
                .append(sign, style)
                .append(" ")
                .append(padded(rung), sign.equals("·") ? Ink.FAINT : style)
                .append(spent.isEmpty() ? "" : "  " + spent)
                .toAttributedString();
        if (note.isEmpty()) {
            page.line(head);
        } else if (head.columnLength() + 3 + note.length() <= look.width()) {
            page.line(AttributedString.join(AttributedString.EMPTY, head, Ink.of("   " + note, Ink.FAINT)));
        } else {
            page.line(head).text("      ", note, Ink.FAINT);
        }
    }

    public static String spent(Duration spent, Duration budget) {
        return seconds(spent) + " of " + seconds(budget);
    }

    /// `0.4 s`, `12 s`.
    public static String seconds(Duration time) {
        double seconds = time.toMillis() / 1000.0;
        return seconds < 10 && time.toMillis() % 1000 != 0
                ? String.format(Locale.ROOT, "%.1f s", seconds)
                : Math.round(seconds) + " s";
    }

    private static String padded(Rung rung) {
        return rung.label() + " ".repeat(NAME - rung.label().length());
    }

    private static int longestName() {
        int longest = 0;
        for (Rung rung : Rung.values()) {
            longest = Math.max(longest, rung.label().length());
        }
        return longest;
    }
}
