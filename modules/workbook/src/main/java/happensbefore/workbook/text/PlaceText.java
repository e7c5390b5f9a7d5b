package happensbefore.workbook.text;

import happensbefore.workbook.ladder.Finding;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// A place in the reader's file: where it is, the lines around it, and what is wrong there.
///
/// @param at the place as the reader would type it
/// @param lines the file; empty when it cannot be read
record PlaceText(String at, List<String> lines) {
    private static final int AROUND = 2;

    void add(Page page, Finding.Place place) {
        boolean plain = page.look().plain();
        boolean known = place.line() >= 1 && place.line() <= lines.size();
        page.gap();
        if (plain) {
            page.whole(new AttributedString("At " + at + (place.message().isEmpty() ? "" : ":")));
            if (!place.message().isEmpty()) {
                page.text("  ", place.message());
            }
        } else {
            page.whole(Ink.of(at, Ink.CODE));
        }
        if (known && plain) {
            page.verbatim("  ", lines.get(place.line() - 1).strip(), AttributedStyle.DEFAULT);
        } else if (known) {
            excerpt(page, place);
        }
        if (!place.message().isEmpty() && !plain) {
            page.text("    ", place.message());
        }
    }

    private void excerpt(Page page, Finding.Place place) {
        int from = Math.max(1, place.line() - AROUND);
        int to = Math.min(lines.size(), place.line() + AROUND);
        int digits = Integer.toString(to).length();
        for (int n = from; n <= to; n++) {
            boolean here = n == place.line();
            String line = lines.get(n - 1);
            String number = " ".repeat(digits - Integer.toString(n).length()) + n;
            page.line(new AttributedStringBuilder()
                    .append(here ? "  > " : "    ", Ink.BAD)
                    .append(number + " | ", Ink.FAINT)
                    .append(Ascii.printable(line), here ? Ink.HEAD : AttributedStyle.DEFAULT)
                    .toAttributedString());
            if (here && place.column() > 0) {
                String before = line.substring(0, Math.min(place.column() - 1, line.length()));
                page.line(Ink.of(
                        " ".repeat(4 + digits + 3 + Ascii.printable(before).length()) + "^", Ink.BAD));
            }
        }
    }
}
