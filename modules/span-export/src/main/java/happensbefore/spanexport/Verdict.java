package happensbefore.spanexport;

import org.jspecify.annotations.Nullable;

/// What became of a batch at one backend. Immutable.
///
/// @param loss null when it was delivered. With [Drop#REJECTED] it was, but for [#rejected()] of its items
/// @param cause what the last attempt threw, where an attempt threw
public record Verdict(@Nullable Drop loss, @Nullable Throwable cause) {
    public static final Verdict DELIVERED = new Verdict(null, null);

    public static Verdict lost(Drop loss) {
        return new Verdict(loss, null);
    }

    /// The backend has taken the batch, and rejected some of its items. To send it again, to this backend or to
    /// another one, would deliver the others twice.
    static Verdict partly(PartlyRejectedException rejection) {
        return new Verdict(Drop.REJECTED, rejection);
    }

    /// All of it.
    public boolean delivered() {
        return loss == null;
    }

    /// The backend has it, but for the items that it rejects: it has said its last word.
    public boolean taken() {
        return loss == null || loss == Drop.REJECTED;
    }

    /// How many items a backend rejected that took the others; 0 when it is lost for another reason.
    public long rejected() {
        return loss == Drop.REJECTED && cause instanceof PartlyRejectedException partly ? partly.items() : 0;
    }

    /// How many of a batch's items the backend took: not all where it rejected some ([PartlyRejectedException]).
    public long deliveredOf(int items) {
        if (loss == null) {
            return items;
        }
        return loss == Drop.REJECTED && cause instanceof PartlyRejectedException partly
                ? Math.max(0, items - partly.items())
                : 0;
    }
}
