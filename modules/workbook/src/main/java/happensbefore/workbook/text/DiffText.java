package happensbefore.workbook.text;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;
import org.jline.utils.AttributedStyle;

/// Two texts side by side as a unified diff.
public final class DiffText {
    private static final int CONTEXT = 3;

    private DiffText() {}

    /// @return false when there is no difference
    public static boolean add(Page page, String fromName, String from, String toName, String to) {
        List<String> before = from.lines().toList();
        List<String> after = to.lines().toList();
        List<String> lines =
                UnifiedDiffUtils.generateUnifiedDiff(fromName, toName, before, DiffUtils.diff(before, after), CONTEXT);
        for (String line : lines) {
            AttributedStyle style = switch (line.isEmpty() ? ' ' : line.charAt(0)) {
                case '+' -> Ink.GOOD;
                case '-' -> Ink.BAD;
                case '@' -> Ink.CODE;
                default -> AttributedStyle.DEFAULT;
            };
            page.verbatim("", line, style);
        }
        return !lines.isEmpty();
    }
}
