package happensbefore.workbook.worker;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.ladder.Detail;
import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.FindingKind;
import happensbefore.workbook.ladder.Rung;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Which of several failures is told.
class TestRungTest {
    @Test
    void aStackOverflowIsToldBeforeWhatFailedFirst() {
        Finding finding = findingAt(Rung.BEHAVE);
        assertThat(finding.kind()).isEqualTo(FindingKind.STACK_OVERFLOW);
        assertThat(finding.test()).isEqualTo("SeveralFail.overflows");
        assertThat(asWell(finding))
                .containsExactly("SeveralFail.late: TimeoutException: late", "SeveralFail.plain: a wrong answer");
    }

    @Test
    void aTimeLimitIsToldBeforeAWrongAnswer() {
        assertThat(findingAt(Rung.INTERLEAVE).kind()).isEqualTo(FindingKind.TIME_LIMIT);
    }

    @Test
    void ofEqualsTheFirstIsToldAndAFaultOfTheCheckLast() {
        Finding finding = findingAt(Rung.TELEMETRY);
        assertThat(finding.kind()).isEqualTo(FindingKind.TELEMETRY_WRONG);
        assertThat(finding.test()).isEqualTo("SeveralFail.oneOfTwo");
        assertThat(asWell(finding))
                .containsExactly(
                        "SeveralFail.otherOfTwo: the second of two",
                        "SeveralFail.theCheckItself: IllegalStateException: no fault of the reader's");
    }

    private static Finding findingAt(Rung rung) {
        Request request = new Request("happensbefore.workbook.worker.severalfail", Set.of(), List.of());
        return Objects.requireNonNull(new TestRung(request, rung).run().finding());
    }

    private static List<String> asWell(Finding finding) {
        return ((Detail.Sentences) finding.details().getLast()).sentences();
    }
}
