// `isDrained` reads the link as a plain field: an owner that asks again and again never hears of the end.
package happensbefore.exercises.mailbox;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

public final class Mailbox<E> {
    private static final class Node<E> extends AtomicReference<@Nullable Node<E>> {
        private static final long serialVersionUID = 1;

        private transient @Nullable E letter;
        private final boolean end;

        Node(@Nullable E letter, boolean end) {
            this.letter = letter;
            this.end = end;
        }
    }

    /// A node at or before the newest one; moved along by whoever links.
    private final AtomicReference<Node<E>> last;

    /// The node read before; its letter is gone. The owner's alone.
    private Node<E> read;

    public Mailbox() {
        read = new Node<>(null, false);
        last = new AtomicReference<>(read);
    }

    /// Puts a letter in; any thread.
    ///
    /// @return true when it is in, false when the mailbox is closed
    /// @throws NullPointerException when the letter is null
    public boolean send(E letter) {
        return link(new Node<>(Objects.requireNonNull(letter), false));
    }

    /// Lets no more letters in; any thread.
    public void close() {
        link(new Node<>(null, true));
    }

    private boolean link(Node<E> node) {
        while (true) {
            Node<E> seen = last.get();
            if (seen.end) {
                return false;
            }
            Node<E> next = seen.get();
            if (next != null) {
                last.compareAndSet(seen, next); // helps a sender that linked and has not moved the hint yet
            } else if (seen.compareAndSet(null, node)) { // publishes the letter: pairs with receive's read of next
                last.compareAndSet(seen, node);
                return true;
            }
        }
    }

    /// Takes the oldest letter out; the owner only.
    ///
    /// @return null when there is none now
    public @Nullable E receive() {
        Node<E> next = read.get(); // pairs with the compare-and-set in link
        if (next == null || next.end) {
            return null;
        }
        read = next;
        E letter = next.letter;
        next.letter = null;
        return letter;
    }

    /// Whether the mailbox is closed and every letter was received; the owner only.
    public boolean isDrained() {
        Node<E> next = read.getPlain();
        return next != null && next.end;
    }
}
