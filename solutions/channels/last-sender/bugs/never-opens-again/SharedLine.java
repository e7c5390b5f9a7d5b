package happensbefore.exercises.lastsender;

import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A connection that several share: opened for the first lease, closed with the last.
///
/// - Invariant: a connection is open exactly while `leases` is above 0.
/// - Linearizes: under the monitor. Opening and closing happen there as well, so that they never overlap.
public final class SharedLine<C> {
    /// One share of the connection.
    public final class Lease implements AutoCloseable {
        private final C connection;
        private boolean closed; // guarded by the line

        private Lease(C connection) {
            this.connection = connection;
        }

        public C connection() {
            return connection;
        }

        /// Gives the share back. Idempotent.
        @Override
        public void close() {
            synchronized (SharedLine.this) {
                if (!closed) {
                    closed = true;
                    giveBack();
                }
            }
        }
    }

    private final Supplier<C> open;
    private final Consumer<C> close;
    private @Nullable C current; // guarded by this
    private int leases; // guarded by this

    public SharedLine(Supplier<C> open, Consumer<C> close) {
        this.open = open;
        this.close = close;
    }

    /// A share of the connection, which is opened if there is none. What opening throws comes out of here.
    public synchronized Lease lease() {
        C connection = current;
        if (connection == null) {
            connection = open.get();
            current = connection;
        }
        leases++;
        return new Lease(connection);
    }

    private void giveBack() {
        leases--;
        C connection = current;
        if (leases == 0 && connection != null) {
            close.accept(connection);
        }
    }

    /// How many leases are open.
    public synchronized int leases() {
        return leases;
    }
}
