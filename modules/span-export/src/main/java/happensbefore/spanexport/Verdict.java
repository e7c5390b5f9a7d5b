package happensbefore.spanexport;

import org.jspecify.annotations.Nullable;

/// What became of a batch at one backend. Immutable.
///
/// @param loss null when it was delivered
/// @param cause what the last attempt threw, where an attempt threw
public record Verdict(@Nullable Drop loss, @Nullable Throwable cause) {
    public static final Verdict DELIVERED = new Verdict(null, null);

    public static Verdict lost(Drop loss) {
        return new Verdict(loss, null);
    }

    public boolean delivered() {
        return loss == null;
    }
}
