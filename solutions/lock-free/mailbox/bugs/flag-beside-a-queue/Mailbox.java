// The flag is looked at before the letter goes in: between the two the mailbox is closed and found empty.
package happensbefore.exercises.mailbox;

import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

public final class Mailbox<E> {
    private final ConcurrentLinkedQueue<E> letters = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    public boolean send(E letter) {
        Objects.requireNonNull(letter);
        if (closed) {
            return false;
        }
        letters.add(letter);
        return true;
    }

    public @Nullable E receive() {
        return letters.poll();
    }

    public void close() {
        closed = true;
    }

    public boolean isDrained() {
        return closed && letters.isEmpty();
    }
}
