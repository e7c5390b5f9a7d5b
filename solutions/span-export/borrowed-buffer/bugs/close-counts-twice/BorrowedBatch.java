package happensbefore.exercises.borrowedbuffer;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A batch in a list that is lent to several readers, and goes back when nobody needs it any more.
public final class BorrowedBatch implements AutoCloseable {
    private final List<String> spans;
    private final Consumer<List<String>> giveBack;
    private final AtomicInteger holds = new AtomicInteger(1); // at zero for ever: the list is gone
    private final Reader own = new Reader();

    /// Who makes it holds it, until [#close].
    ///
    /// @param giveBack where the list goes at the end
    public BorrowedBatch(List<String> spans, Consumer<List<String>> giveBack) {
        this.spans = spans;
        this.giveBack = giveBack;
    }

    /// Another hold on the batch. Any thread.
    ///
    /// @return null when the list is gone
    public @Nullable Reader open() {
        int seen;
        do {
            seen = holds.get();
            if (seen == 0) {
                return null;
            }
        } while (!holds.compareAndSet(seen, seen + 1));
        return new Reader();
    }

    /// Ends the hold of who has made it. Any thread; only the first call counts.
    @Override
    public void close() {
        own.close();
    }

    private void end() {
        if (holds.decrementAndGet() == 0) {
            giveBack.accept(spans);
        }
    }

    /// A hold on the batch.
    public final class Reader implements AutoCloseable {
        private Reader() {}

        /// The list, until [#close].
        public List<String> spans() {
            return spans;
        }

        /// Ends this hold. Any thread; only the first call counts.
        @Override
        public void close() {
            end();
        }
    }
}
