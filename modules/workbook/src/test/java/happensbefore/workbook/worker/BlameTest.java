package happensbefore.workbook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.ladder.FindingKind;
import happensbefore.workbook.ladder.Rung;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;

/// What a failure is told as does not depend on the moment at which a wait ended.
class BlameTest {
    @Test
    void aTestThatIsTooLateIsATimeLimit() {
        assertThat(kind(new TimeoutException("drains() timed out after 5 seconds")))
                .isEqualTo(FindingKind.TIME_LIMIT);
    }

    /// Awaitility adds this cause when its time ends while it is looking, and none when it ends between two looks.
    @Test
    void aConditionThatNeverHeldIsAFailureWhicheverWayItsWaitEnded() {
        assertThat(kind(new ConditionTimeoutException("the run rests", new TimeoutException())))
                .isEqualTo(FindingKind.TEST_FAILED)
                .isEqualTo(kind(new ConditionTimeoutException("the run rests", null)));
    }

    private static FindingKind kind(Throwable thrown) {
        thrown.setStackTrace(new StackTraceElement[] {
            new StackTraceElement("happensbefore.exercises.fixturebox.FixtureBoxTest", "test", "FixtureBoxTest.java", 7)
        });
        Request request = new Request("happensbefore.exercises.fixturebox", Set.of(), List.of());
        return Blame.of(thrown, "FixtureBoxTest.test", request, Rung.BEHAVE).kind();
    }
}
