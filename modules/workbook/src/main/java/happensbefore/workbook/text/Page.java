package happensbefore.workbook.text;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// Lines of styled text for one look: wrapped to its width, without styles or drawing where it has none.
public final class Page {
    private final Look look;
    private final List<AttributedString> lines = new ArrayList<>();

    public Page(Look look) {
        this.look = look;
    }

    public Look look() {
        return look;
    }

    /// An empty line, unless the last one is empty or there is none.
    public Page gap() {
        if (!lines.isEmpty() && lines.getLast().length() > 0) {
            lines.add(AttributedString.EMPTY);
        }
        return this;
    }

    public Page text(String text) {
        return text("", Ink.of(text, AttributedStyle.DEFAULT));
    }

    public Page text(String indent, String text) {
        return text(indent, Ink.of(text, AttributedStyle.DEFAULT));
    }

    public Page text(String indent, String text, AttributedStyle style) {
        return text(indent, Ink.of(text, style));
    }

    /// Wraps at words.
    public Page text(String indent, AttributedString text) {
        return text(new AttributedString(indent), indent, text);
    }

    /// Wraps at words; `first` stands before the first line, `rest` before the others.
    public Page text(AttributedString first, String rest, AttributedString text) {
        AttributedString before = first;
        for (AttributedString paragraph : text.columnSplitLength(Integer.MAX_VALUE)) {
            for (AttributedString line : wrap(paragraph, Math.max(8, look.width() - first.columnLength()))) {
                lines.add(AttributedString.join(AttributedString.EMPTY, before, line));
                before = new AttributedString(rest);
            }
        }
        return this;
    }

    /// One line as it is: cut at the width on a terminal, whole elsewhere.
    public Page line(AttributedString line) {
        lines.add(look.terminal() ? line.columnSubSequence(0, look.width()) : line);
        return this;
    }

    /// One line that is never broken or cut, so that it can be clicked or copied: a path.
    public Page whole(AttributedString line) {
        lines.add(line);
        return this;
    }

    /// Text of a program, line by line: broken at the width, never at words, so that nothing is lost.
    public Page verbatim(String indent, String text, AttributedStyle style) {
        for (String line : text.stripTrailing().split("\n", -1)) {
            AttributedString whole = Ink.of(Ascii.printable(line), style);
            int room = Math.max(8, look.width() - indent.length());
            List<AttributedString> parts =
                    whole.columnLength() <= room || !look.terminal() ? List.of(whole) : whole.columnSplitLength(room);
            for (AttributedString part : parts) {
                lines.add(AttributedString.join(AttributedString.EMPTY, new AttributedString(indent), part));
            }
        }
        return this;
    }

    public Page add(Page other) {
        lines.addAll(other.lines);
        return this;
    }

    public int height() {
        return lines.size();
    }

    public List<String> lines() {
        return lines.stream().map(line -> encoded(look, line)).toList();
    }

    public void printTo(PrintWriter out) {
        lines().forEach(out::println);
        out.flush();
    }

    /// The characters to send for a line.
    public static String encoded(Look look, AttributedString line) {
        AttributedString shown = look.unicode() ? line : inAscii(line);
        return look.color() ? Ink.ansi(shown) : shown.toString().stripTrailing();
    }

    private static AttributedString inAscii(AttributedString line) {
        AttributedStringBuilder out = new AttributedStringBuilder();
        int at = 0;
        while (at < line.length()) {
            int end = line.runLimit(at);
            out.append(Ascii.of(line.subSequence(at, end).toString()), line.styleAt(at));
            at = end;
        }
        return out.toAttributedString();
    }

    static List<AttributedString> wrap(AttributedString text, int width) {
        List<AttributedString> out = new ArrayList<>();
        AttributedString left = text;
        while (left.columnLength() > width) {
            int fits = left.columnSubSequence(0, width + 1).length();
            int space = left.toString().lastIndexOf(' ', fits - 1);
            if (space <= 0) {
                int cut = Math.max(1, left.columnSubSequence(0, width).length());
                out.add(left.subSequence(0, cut));
                left = left.subSequence(cut, left.length());
            } else {
                out.add(left.subSequence(0, space));
                left = left.subSequence(space + 1, left.length());
            }
        }
        out.add(left);
        return out;
    }
}
