package happensbefore.exercises.lastsender;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A connection that several share.
public final class SharedLine<C> {
    /// One share of the connection.
    public final class Lease implements AutoCloseable {
        private final C connection;

        private Lease(C connection) {
            this.connection = connection;
        }

        public C connection() {
            return connection;
        }

        /// Gives the share back. Idempotent.
        @Override
        public void close() {
            if (leases.decrementAndGet() == 0) {
                close.accept(connection);
            }
        }
    }

    private final Supplier<C> open;
    private final Consumer<C> close;
    private final AtomicInteger leases = new AtomicInteger();
    private volatile @Nullable C current;

    public SharedLine(Supplier<C> open, Consumer<C> close) {
        this.open = open;
        this.close = close;
    }

    /// A share of the connection, which is opened if there is none. What opening throws comes out of here.
    public Lease lease() {
        leases.incrementAndGet();
        C connection = current;
        if (connection == null) {
            connection = open.get();
            current = connection;
        }
        return new Lease(connection);
    }

    /// How many leases are open.
    public int leases() {
        return leases.get();
    }
}
