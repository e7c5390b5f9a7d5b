// Right results, but a sender that is stopped inside the lock stops everybody: not lock-free.
package happensbefore.exercises.mailbox;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

public final class Mailbox<E> {
    private final Queue<E> letters = new ArrayDeque<>();
    private boolean closed;

    public synchronized boolean send(E letter) {
        if (closed) {
            return false;
        }
        letters.add(letter);
        return true;
    }

    public synchronized @Nullable E receive() {
        return letters.poll();
    }

    public synchronized void close() {
        closed = true;
    }

    public synchronized boolean isDrained() {
        return closed && letters.isEmpty();
    }
}
