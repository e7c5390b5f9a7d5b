// Right results, but a thread that is stopped inside the lock stops everybody: not lock-free.
package happensbefore.exercises.stacktakeall;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

public final class TakeAllStack<E> {
    private List<E> items = new ArrayList<>();

    public synchronized void push(E item) {
        items.add(Objects.requireNonNull(item));
    }

    public synchronized List<E> takeAll() {
        List<E> taken = items;
        items = new ArrayList<>();
        return taken;
    }
}
