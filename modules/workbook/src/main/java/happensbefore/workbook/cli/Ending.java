package happensbefore.workbook.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/// Tells that the workbook was told to end before it was done, as by Ctrl-C, and is silent from then on: what commands
/// still say then only follows from that.
///
/// Thread-safe.
final class Ending {
    static final String WORDS = "Stopped. Nothing unfinished is kept.";

    private static final String FRESH_LINE = "\r\u001b[0m\u001b[K";

    private final boolean terminal;
    private volatile boolean done;
    private volatile boolean silent;

    /// @param terminal whether the line that is being written can be erased
    Ending(boolean terminal) {
        this.terminal = terminal;
    }

    /// A writer that writes nothing after `tell`.
    PrintWriter writer(FileDescriptor to) {
        return new PrintWriter(new UntilTold(new FileOutputStream(to)), true, StandardCharsets.UTF_8);
    }

    /// The command has come to its own end: there is nothing to tell.
    void done() {
        done = true;
    }

    /// For when the JVM ends.
    void tell(PrintWriter to) {
        if (!done) {
            to.println((terminal ? FRESH_LINE : "") + WORDS);
            silent = true;
        }
    }

    private final class UntilTold extends FilterOutputStream {
        UntilTold(OutputStream to) {
            super(to);
        }

        @Override
        public void write(int b) throws IOException {
            if (!silent) {
                out.write(b);
            }
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            if (!silent) {
                out.write(bytes, from, length);
            }
        }
    }
}
