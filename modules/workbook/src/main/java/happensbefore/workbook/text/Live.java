package happensbefore.workbook.text;

import java.io.PrintWriter;
import org.jline.utils.AttributedString;

/// Lines that stay, and on a terminal one last line that is written again and again.
///
/// For one thread.
public final class Live {
    private static final String ERASE_LINE = "\r\u001b[K";
    private static final String CLEAR = "\u001b[H\u001b[2J\u001b[3J";
    private final PrintWriter out;
    private boolean status;

    public Live(PrintWriter out) {
        this.out = out;
    }

    public void print(Page page) {
        erase();
        page.printTo(out);
    }

    /// Shows the line in place of the last status; does nothing where lines cannot be rewritten.
    public void status(Look look, AttributedString line) {
        if (!look.terminal()) {
            return;
        }
        erase();
        out.print(Page.encoded(look, line.columnSubSequence(0, look.width() - 1)));
        out.flush();
        status = true;
    }

    public void erase() {
        if (status) {
            out.print(ERASE_LINE);
            out.flush();
            status = false;
        }
    }

    /// Begins a fresh screen; elsewhere, nothing.
    public void clear(Look look) {
        erase();
        if (look.terminal()) {
            out.print(CLEAR);
            out.flush();
        }
    }
}
