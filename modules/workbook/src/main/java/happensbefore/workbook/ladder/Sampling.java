package happensbefore.workbook.ladder;

import java.time.Duration;

/// How long each jcstress test samples on the memory-model rung.
enum Sampling {
    /// A reader waits for the verdict.
    SHORT(Duration.ofMillis(1_000)),
    /// Many variants are proved, one after the other.
    BRIEF(Duration.ofMillis(500));

    private final Duration eachTest;

    Sampling(Duration eachTest) {
        this.eachTest = eachTest;
    }

    Duration eachTest() {
        return eachTest;
    }
}
