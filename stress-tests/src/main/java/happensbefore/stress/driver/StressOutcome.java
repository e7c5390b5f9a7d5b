package happensbefore.stress.driver;

import java.io.Serializable;
import org.openjdk.jcstress.annotations.Expect;

/// One outcome of a test: what the test says of it, and how often it was seen.
///
/// @param id the outcome as jcstress prints it: `1, 0`; for an outcome that was declared but never seen, its pattern
/// @param count how often it was seen, 0 when it never was
public record StressOutcome(String id, Expect expect, String description, long count) implements Serializable {

    /// Whether it was seen and must not be: forbidden, or not among the declared outcomes.
    public boolean isViolation() {
        return count > 0 && (expect == Expect.FORBIDDEN || expect == Expect.UNKNOWN);
    }
}
