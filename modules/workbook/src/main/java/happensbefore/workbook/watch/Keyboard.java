package happensbefore.workbook.watch;

import happensbefore.workbook.cli.ExitStatus;
import java.io.IOException;
import java.util.Queue;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;

/// Single keys from the terminal, its size, and Ctrl-C.
///
/// Owns one thread. The terminal is as it was before once `close` returns, and also when the JVM is ended by a signal.
final class Keyboard implements AutoCloseable {
    private static final int ESCAPE = 27;
    private static final int END_OF_TRANSMISSION = 4;
    private static final long POLL_MILLIS = 250;
    private static final long SEQUENCE_MILLIS = 20;
    private final Terminal terminal;
    private final Attributes before;
    private final Thread thread;
    private volatile boolean closed;

    /// @throws IOException when there is no terminal that can do this
    Keyboard(Queue<Event> events) throws IOException {
        try {
            this.terminal = TerminalBuilder.builder().system(true).dumb(false).build();
        } catch (IllegalStateException e) {
            throw new IOException(e);
        }
        this.before = terminal.enterRawMode();
        terminal.handle(Signal.INT, signal -> events.add(new Event.Quit(ExitStatus.INTERRUPTED)));
        terminal.handle(Signal.QUIT, signal -> events.add(new Event.Quit(ExitStatus.INTERRUPTED)));
        terminal.handle(
                Signal.WINCH,
                signal -> events.add(new Event.Resized(terminal.getSize().getColumns())));
        terminal.handle(Signal.CONT, signal -> terminal.enterRawMode());
        if (terminal.getSize().getColumns() > 0) {
            events.add(new Event.Resized(terminal.getSize().getColumns()));
        }
        this.thread = Thread.ofPlatform().name("workbook-keys").daemon().start(() -> read(events));
    }

    private void read(Queue<Event> events) {
        NonBlockingReader reader = terminal.reader();
        try {
            while (!closed) {
                int key = reader.read(POLL_MILLIS);
                if (key == NonBlockingReader.EOF || key == END_OF_TRANSMISSION) {
                    events.add(new Event.Quit(ExitStatus.OK));
                    return;
                }
                if (key == ESCAPE) {
                    skipSequence(reader);
                } else if (key >= 0) {
                    events.add(new Event.Key(key));
                }
            }
        } catch (IOException e) {
            events.add(new Event.Quit(ExitStatus.OK));
        }
    }

    /// An arrow key is several characters; none of them is a command.
    private static void skipSequence(NonBlockingReader reader) throws IOException {
        int next = reader.read(SEQUENCE_MILLIS);
        while (next >= 0 && next != '~' && (next == '[' || next == 'O' || !Character.isLetter(next))) {
            next = reader.read(SEQUENCE_MILLIS);
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        terminal.setAttributes(before);
        terminal.close();
        try {
            thread.join(java.time.Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
