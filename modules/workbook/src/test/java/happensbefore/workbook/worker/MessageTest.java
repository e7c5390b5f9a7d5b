package happensbefore.workbook.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/// Of real messages, so that a new AssertJ with another layout is noticed.
class MessageTest {
    @Test
    void aComparisonIsOneSentence() {
        Message message =
                of(() -> Assertions.assertThat(7).as("the first ticket").isEqualTo(2));

        assertThat(message.headline()).isEqualTo("the first ticket: expected 2 but was 7");
        assertThat(message.isWhole()).isTrue();
    }

    @Test
    void aDescriptionThatIsASentenceStaysOne() {
        assertThat(of(() -> Assertions.assertThat(0).as("The first is 1.").isEqualTo(1))
                        .headline())
                .isEqualTo("The first is 1. Expected 1 but was 0");
    }

    @Test
    void withoutADescriptionThereIsNoBracketEither() {
        assertThat(of(() -> Assertions.assertThat(7).isEqualTo(2)).headline()).isEqualTo("expected 2 but was 7");
    }

    @Test
    void aMessageOfSeveralLinesHasNoBlankOnes() {
        Message message = of(() ->
                Assertions.assertThat(List.of(1, 2)).as("what was drained").contains(3));

        assertThat(message.headline())
                .isEqualTo("what was drained: Expecting actual: [1, 2] to contain: [3]"
                        + " but could not find the following element(s): [3]");
        assertThat(message.lines()).first().isEqualTo("what was drained:");
    }

    @Test
    void aLongMessageIsOnlyBegunInTheHeadline() {
        List<Integer> many = IntStream.range(0, 100).boxed().toList();
        Message message =
                of(() -> Assertions.assertThat(many).as("what was drained").contains(100));

        assertThat(message.headline())
                .startsWith("what was drained: Expecting actual: [0, 1, 2,")
                .endsWith(" ...");
        assertThat(message.headline().length()).isLessThan(130);
        assertThat(message.isWhole()).isFalse();
        assertThat(message.text()).contains("but could not find").doesNotContain("\n\n", "[what was drained]");
    }

    @Test
    void anErrorThatIsNoAssertionIsNamed() {
        assertThat(Message.of(new IllegalStateException("closed")).headline())
                .isEqualTo("IllegalStateException: closed");
        assertThat(Message.of(new NullPointerException()).headline()).isEqualTo("NullPointerException");
    }

    private static Message of(org.assertj.core.api.ThrowableAssert.ThrowingCallable assertion) {
        return Message.of(catchThrowable(assertion));
    }
}
