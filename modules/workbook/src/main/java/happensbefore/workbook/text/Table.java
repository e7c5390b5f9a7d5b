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
        int[] widths = new int[rows.getFirst().size()];
        for (List<AttributedString> row : rows) {
            for (int i = 0; i < Math.min(widths.length, row.size()); i++) {
                widths[i] = Math.max(widths[i], row.get(i).columnLength());
            }
        }
        int total = indent.length();
        for (int width : widths) {
            total += width + BETWEEN;
        }
        if (page.look().plain() || total - BETWEEN > page.look().width()) {
            cells(page, indent, rows);
        } else {
            rows.forEach(row -> page.line(columns(indent, row, widths)));
        }
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
