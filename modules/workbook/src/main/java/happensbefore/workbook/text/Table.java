package happensbefore.workbook.text;

import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/// Rows in columns; where they do not fit, or for a screen reader, one cell a line under its column's name.
public final class Table {
    private static final int BETWEEN = 2;

    private Table() {}

    /// The first row holds the columns' names.
    public static void render(Page page, String indent, List<List<AttributedString>> rows) {
        if (page.look().plain() || !fits(page, indent, rows)) {
            cells(page, indent, rows);
        } else {
            int[] widths = widths(rows);
            rows.forEach(row -> page.line(columns(indent, row, widths)));
        }
    }

    /// The same, with columns left out from the right while the rows do not fit.
    ///
    /// @param least columns that are never left out
    public static void renderWithout(Page page, String indent, List<List<AttributedString>> rows, int least) {
        List<List<AttributedString>> shown = rows;
        while (!page.look().plain() && shown.getFirst().size() > least && !fits(page, indent, shown)) {
            shown = shown.stream().map(row -> row.subList(0, row.size() - 1)).toList();
        }
        render(page, indent, shown);
    }

    /// Whether the page is wide enough for the columns.
    public static boolean fits(Page page, String indent, List<List<AttributedString>> rows) {
        int total = indent.length() - BETWEEN;
        for (int width : widths(rows)) {
            total += width + BETWEEN;
        }
        return total <= page.look().width();
    }

    private static int[] widths(List<List<AttributedString>> rows) {
        int[] widths = new int[rows.getFirst().size()];
        for (List<AttributedString> row : rows) {
            for (int i = 0; i < Math.min(widths.length, row.size()); i++) {
                widths[i] = Math.max(widths[i], row.get(i).columnLength());
            }
        }
        return widths;
    }

    private static AttributedString columns(String indent, List<AttributedString> row, int[] widths) {
        AttributedStringBuilder line = new AttributedStringBuilder().append(indent);
        for (int i = 0; i < row.size(); i++) {
            line.append(row.get(i));
            if (i + 1 < row.size()) {
                line.append(" ".repeat(Math.max(0, widths[i] - row.get(i).columnLength()) + BETWEEN));
            }
        }
        return line.toAttributedString();
    }

    private static void cells(Page page, String indent, List<List<AttributedString>> rows) {
        List<AttributedString> names = rows.getFirst();
        for (List<AttributedString> row : rows.subList(1, rows.size())) {
            for (int i = 0; i < Math.min(names.size(), row.size()); i++) {
                AttributedStringBuilder line = new AttributedStringBuilder();
                if (names.get(i).length() > 0) {
                    line.append(names.get(i)).append(": ");
                }
                page.text(indent + (i == 0 ? "" : "  "), line.append(row.get(i)).toAttributedString());
            }
        }
    }
}
