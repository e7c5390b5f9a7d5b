package happensbefore.lockfree;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/// A configuration that is replaced as a whole while others read it. `C` is immutable: a record.
///
/// - Invariant: one reference holds value and version together, so no reader sees half of a change; the version of
///   each value is its predecessor's plus one.
/// - Linearizes: at the successful CAS; a read, at its read.
/// - Progress: reads are wait-free, updates lock-free. A change runs again when another update came first.
/// - Memory: what an updater did before its update happens-before what follows a read that sees it.
///
/// Safe for any number of threads.
public final class ConfigCell<C> {
    /// A configuration and its number; the first is 1.
    public record Versioned<C>(long version, C value) {
        public Versioned {
            Objects.requireNonNull(value, "a configuration must not be null");
        }
    }

    /// What an update did.
    ///
    /// @param retries how often another update came first
    public record Update<C>(Versioned<C> before, Versioned<C> after, int retries) {}

    private final AtomicReference<Versioned<C>> cell;

    public ConfigCell(C initial) {
        cell = new AtomicReference<>(new Versioned<>(1, initial));
    }

    /// The configuration now. Read it once for each piece of work, and use only what was read.
    public Versioned<C> current() {
        return cell.getAcquire(); // acquire: pairs with the CAS of whoever wrote it
    }

    // @start region="update"
    /// Replaces the configuration by `change` of it.
    ///
    /// @param change has no side effects, as it runs once more for each retry; may throw, then nothing changes
    public Update<C> update(UnaryOperator<C> change) {
        for (int retries = 0; ; retries++) {
            Versioned<C> before = current();
            var after = new Versioned<>(before.version() + 1, change.apply(before.value()));
            if (cell.compareAndSet(before, after)) { // release: pairs with the acquire in current
                return new Update<>(before, after, retries);
            }
        }
    }
    // @end

    /// Replaces `expected`, or returns false when it is no longer the current one.
    ///
    /// @param expected as [#current] returned it
    public boolean replace(Versioned<C> expected, C next) {
        return cell.compareAndSet(expected, new Versioned<>(expected.version() + 1, next));
    }
}
