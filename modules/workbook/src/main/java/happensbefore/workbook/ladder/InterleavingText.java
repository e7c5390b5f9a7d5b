package happensbefore.workbook.ladder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Draws an interleaving as lanes side by side, each step beside the reader's own source line. Too narrow for that, it
/// is a list.
///
/// @param width columns to fit into
/// @param ascii whether to draw with ASCII only
/// @param paint colors; it must not change the visible width
public record InterleavingText(int width, boolean ascii, Paint paint) {
    private static final int NARROWEST_LANE = 14;
    private static final int NARROWEST_SOURCE = 18;

    /// Colors, or none.
    public interface Paint {
        Paint NONE = new Paint() {};

        default String lane(int lane, String text) {
            return text;
        }

        default String source(String text) {
            return text;
        }

        default String frame(String text) {
            return text;
        }
    }

    /// One line of the drawing: what stands in which lane, and the source beside it.
    private record Row(int lane, String text, String source) {}

    /// @param sources the reader's lines by file name; a file that is not there is only named
    public String render(Interleaving interleaving, Map<String, List<String>> sources) {
        List<Row> rows = rows(interleaving, sources);
        List<String> lines = new ArrayList<>();
        int lanes = interleaving.lanes().size();
        int source = Math.min(
                rows.stream().mapToInt(row -> row.source().length()).max().orElse(0), width / 3);
        int room = width - (source == 0 ? 0 : Math.max(source, NARROWEST_SOURCE) + 3);
        if (lanes == 0 || room < lanes * (NARROWEST_LANE + 3)) {
            list(interleaving, rows, lines);
        } else {
            table(interleaving, rows, room / lanes - 3, lines);
        }
        lines.add("");
        interleaving.outcome().lines().map(this::plain).forEach(lines::add);
        return String.join("\n", lines) + "\n";
    }

    private List<Row> rows(Interleaving interleaving, Map<String, List<String>> sources) {
        List<Row> rows = new ArrayList<>();
        List<Interleaving.Step> steps = interleaving.steps();
        for (int i = 0; i < steps.size(); i++) {
            Interleaving.Step step = steps.get(i);
            rows.add(new Row(step.lane(), "  ".repeat(step.depth()) + plain(step.text()), source(step, sources)));
            if (step.switchAfter() && i + 1 < steps.size()) {
                String next = interleaving.lanes().get(steps.get(i + 1).lane());
                rows.add(new Row(step.lane(), (ascii ? "--> " : "──▶ ") + plain(next), ""));
            }
        }
        return rows;
    }

    private static String source(Interleaving.Step step, Map<String, List<String>> sources) {
        String file = step.file();
        if (file == null) {
            return "";
        }
        String line = line(sources.get(file), step.line());
        return step.line() + (line.isEmpty() ? "  " + file : "  " + line);
    }

    private static String line(@Nullable List<String> lines, int number) {
        return lines == null || number < 1 || number > lines.size()
                ? ""
                : lines.get(number - 1).strip();
    }

    private void table(Interleaving interleaving, List<Row> rows, int roomEach, List<String> lines) {
        int[] widths = new int[interleaving.lanes().size()];
        for (int lane = 0; lane < widths.length; lane++) {
            widths[lane] = interleaving.lanes().get(lane).length();
        }
        rows.forEach(row ->
                widths[row.lane()] = Math.max(widths[row.lane()], row.text().length()));
        int total = 0;
        for (int lane = 0; lane < widths.length; lane++) {
            widths[lane] = Math.min(widths[lane], roomEach);
            total += widths[lane] + 3;
        }
        int source = width - total;
        lines.add(row(interleaving.lanes(), widths, "").stripTrailing());
        String rule = ascii ? "-" : "─";
        lines.add(paint.frame(rule.repeat(Math.min(width, total - 1))));
        for (Row row : rows) {
            List<String> cells = new ArrayList<>();
            for (int lane = 0; lane < widths.length; lane++) {
                cells.add(lane == row.lane() ? row.text() : "");
            }
            lines.add(row(cells, widths, cut(row.source(), source)).stripTrailing());
        }
    }

    private String row(List<String> cells, int[] widths, String source) {
        StringBuilder line = new StringBuilder();
        for (int lane = 0; lane < widths.length; lane++) {
            String cell = cut(plain(cells.get(lane)), widths[lane]);
            line.append(cell.isEmpty() ? "" : paint.lane(lane, cell));
            line.append(" ".repeat(widths[lane] - cell.length()));
            line.append(paint.frame(ascii ? " | " : " │ "));
        }
        return line.append(source.isEmpty() ? "" : paint.source(plain(source))).toString();
    }

    private void list(Interleaving interleaving, List<Row> rows, List<String> lines) {
        for (Row row : rows) {
            String who = interleaving.lanes().get(row.lane());
            lines.add(paint.lane(row.lane(), cut(plain(who + ": " + row.text()), width)));
            if (!row.source().isEmpty()) {
                lines.add(paint.source(cut(plain("    at " + row.source()), width)));
            }
        }
    }

    private String cut(String text, int room) {
        String end = ascii ? "..." : "…";
        return text.length() <= room
                ? text
                : text.substring(0, Math.max(0, room - end.length())) + end.substring(0, Math.min(end.length(), room));
    }

    private String plain(String text) {
        return ascii
                ? text.codePoints()
                        .collect(StringBuilder::new, InterleavingText::ascii, StringBuilder::append)
                        .toString()
                : text;
    }

    private static void ascii(StringBuilder to, int codePoint) {
        to.appendCodePoint(codePoint < 128 ? codePoint : '?');
    }
}
