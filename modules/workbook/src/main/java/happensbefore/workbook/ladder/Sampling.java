package happensbefore.workbook.ladder;

import java.time.Duration;

/// How long each jcstress test samples on the memory-model rung. It ends at the first forbidden outcome.
public enum Sampling {
    /// A reader waits for the verdict.
    SHORT(Duration.ofMillis(1_000)),
    /// Many variants are proved, one after the other, and nothing forbidden is expected.
    BRIEF(Duration.ofMillis(500)),
    /// A forbidden outcome is expected: that none is seen must not be for want of samples.
    PATIENT(Duration.ofSeconds(10));

    private static final int WHEN_BUSY = 3;

    private final Duration eachTest;

    Sampling(Duration eachTest) {
        this.eachTest = eachTest;
    }

    /// Longer for a reader on a busy machine: there the actors seldom run at the same moment.
    Duration eachTest(boolean busy) {
        return busy && this == SHORT ? eachTest.multipliedBy(WHEN_BUSY) : eachTest;
    }
}
