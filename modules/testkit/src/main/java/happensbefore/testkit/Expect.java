package happensbefore.testkit;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Assertions for code that is model checked. AssertJ's cannot be used there: the checker compares objects
/// with `equals`, which AssertJ's own objects refuse.
public final class Expect {
    private Expect() {}

    /// @throws AssertionError with the message, unless it holds
    public static void that(boolean holds, String message) {
        if (!holds) {
            throw new AssertionError(message);
        }
    }

    /// @throws AssertionError naming both values, unless they are equal
    public static void equal(@Nullable Object expected, @Nullable Object actual, String what) {
        if (!Objects.equals(expected, actual)) {
            throw new AssertionError(what + ": expected " + expected + " but was " + actual);
        }
    }
}
