package happensbefore.selectjoin;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A moment by which work must have ended. It travels with the work as a `ScopedValue`: into every call
/// below, and into every subtask.
///
/// - Invariant: a deadline below another one is never later. Nobody who is called can give himself more
///   time.
/// - It only tells the time; [Timeouts#within] ends the work. Work that computes asks [#isOver].
///
/// Immutable.
public final class Deadline {
    private static final ScopedValue<Deadline> CURRENT = ScopedValue.newInstance();

    private final long nanos; // of System.nanoTime

    private Deadline(long nanos) {
        this.nanos = nanos;
    }

    /// That of the work that the calling thread does, if it has one.
    public static Optional<Deadline> current() {
        return CURRENT.isBound() ? Optional.of(CURRENT.get()) : Optional.empty();
    }

    // @start region="after"
    /// A deadline that long from now, or the current one if that is earlier.
    ///
    /// @param limit zero or less is over already; more than 146 years is as good as 146
    public static Deadline after(Duration limit) {
        long most = Long.MAX_VALUE / 2; // so that differences of nanoTime do not overflow
        Deadline wanted =
                new Deadline(System.nanoTime() + Math.clamp(TimeUnit.NANOSECONDS.convert(limit), -most, most));
        return current().filter(outer -> outer.nanos - wanted.nanos <= 0).orElse(wanted);
    }
    // @end

    /// How long until then; zero when it is over.
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, nanos - System.nanoTime()));
    }

    public boolean isOver() {
        return remaining().isZero();
    }

    /// Runs the work with this as its current deadline. Nothing interrupts it when the time is over.
    public <T extends @Nullable Object, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> work)
            throws X {
        return ScopedValue.where(CURRENT, this).call(work);
    }

    @Override
    public String toString() {
        return "in " + remaining();
    }
}
