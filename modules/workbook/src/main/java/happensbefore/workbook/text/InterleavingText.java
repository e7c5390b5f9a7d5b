package happensbefore.workbook.text;

import happensbefore.workbook.ladder.Interleaving;
import happensbefore.workbook.ladder.Interleaving.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// A failing schedule as lanes, one a thread, time running down; where lanes do not fit, or for a screen reader, as a
/// numbered list.
public final class InterleavingText {
    private static final int NARROWEST_LANE = 22;
    private static final String INDENT = "  ";
    private final Page page;
    private final Interleaving interleaving;
    private final boolean oneFile;

    private InterleavingText(Page page, Interleaving interleaving) {
        this.page = page;
        this.interleaving = interleaving;
        Set<String> files = interleaving.steps().stream()
                .map(Step::file)
                .filter(java.util.Objects::nonNull)
                .collect(Collectors.toSet());
        this.oneFile = files.size() == 1;
    }

    public static void add(Page page, Interleaving interleaving) {
        InterleavingText text = new InterleavingText(page, interleaving);
        int lanes = Math.max(1, interleaving.lanes().size());
        int width = (page.look().width() - INDENT.length() - 3 * (lanes - 1)) / lanes;
        page.text("", "The interleaving, in the order it ran", Ink.HEAD);
        if (page.look().plain() || width < NARROWEST_LANE) {
            text.list();
        } else {
            text.lanes(width);
        }
        page.gap().text("", interleaving.outcome(), Ink.BAD);
    }

    private void list() {
        int number = 0;
        for (Step step : interleaving.steps()) {
            String first = ++number + ". ";
            String thread = interleaving.lanes().get(step.lane());
            String indent = " ".repeat(first.length());
            page.text(
                    new AttributedString(first),
                    indent,
                    new AttributedString(
                            thread + ": " + step.text() + (step.file() == null ? "" : ", line " + step.line())));
            if (step.switchAfter()) {
                page.text(indent, "Another thread runs now.", Ink.FAINT);
            }
        }
    }

    private void lanes(int width) {
        List<AttributedString> heads = new ArrayList<>();
        List<AttributedString> rules = new ArrayList<>();
        String rule = page.look().unicode() ? "─" : "-";
        for (String lane : interleaving.lanes()) {
            heads.add(Ink.of(lane, Ink.HEAD));
            rules.add(Ink.of(rule.repeat(width), Ink.FAINT));
        }
        row(heads, width);
        row(rules, width);
        for (Step step : interleaving.steps()) {
            for (AttributedString part : cell(step, width)) {
                List<AttributedString> cells = new ArrayList<>();
                for (int lane = 0; lane < interleaving.lanes().size(); lane++) {
                    cells.add(lane == step.lane() ? part : AttributedString.EMPTY);
                }
                row(cells, width);
            }
        }
    }

    /// The step's text, indented by its depth, with the line of the reader's file at the right of its last part.
    private List<AttributedString> cell(Step step, int width) {
        int indent = Math.min(2 * step.depth(), width / 3);
        AttributedStyle style = step.depth() == 0 ? Ink.HEAD : AttributedStyle.DEFAULT;
        String at = step.file() == null ? "" : (oneFile ? "" : step.file()) + ":" + step.line();
        List<AttributedString> parts = new ArrayList<>();
        for (AttributedString line : Page.wrap(Ink.of(Ascii.printable(step.text()), style), width - indent)) {
            parts.add(AttributedString.join(AttributedString.EMPTY, new AttributedString(" ".repeat(indent)), line));
        }
        int room = width - parts.getLast().columnLength() - at.length();
        if (room >= 1) {
            parts.add(padded(parts.removeLast(), width - at.length(), Ink.of(at, Ink.CODE)));
        } else if (!at.isEmpty()) {
            parts.add(padded(AttributedString.EMPTY, Math.max(0, width - at.length()), Ink.of(at, Ink.CODE)));
        }
        return parts;
    }

    private void row(List<AttributedString> cells, int width) {
        AttributedStringBuilder line = new AttributedStringBuilder().append(INDENT);
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                line.append(page.look().unicode() ? " │ " : " | ", Ink.FAINT);
            }
            line.append(padded(cells.get(i), width, AttributedString.EMPTY));
        }
        page.line(line.toAttributedString());
    }

    private static AttributedString padded(AttributedString text, int width, AttributedString end) {
        return new AttributedStringBuilder()
                .append(text)
                .append(" ".repeat(Math.max(0, width - text.columnLength())))
                .append(end)
                .toAttributedString();
    }
}
