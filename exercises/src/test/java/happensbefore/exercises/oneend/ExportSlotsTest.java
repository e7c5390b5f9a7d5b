package happensbefore.exercises.oneend;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.exercises.oneend.ExportSlots.Counts;
import happensbefore.exercises.oneend.ExportSlots.Export;
import org.junit.jupiter.api.Test;

class ExportSlotsTest {
    private final ExportSlots slots = new ExportSlots(2);

    private Export begin(int items) {
        return requireNonNull(slots.begin(items), "There is a free slot.");
    }

    @Test
    void anExportTakesASlotAndGivesItBack() {
        Export one = begin(10);
        Export other = begin(1);
        assertThat(slots.begin(1)).as("Both slots are taken.").isNull();
        assertThat(slots.counts()).as("Eleven in flight.").isEqualTo(new Counts(11, 11, 0, 0, 0, 0, 0));
        assertThat(one.delivered()).as("Its first answer.").isTrue();
        assertThat(slots.counts()).as("Ten delivered, one slot free.").isEqualTo(new Counts(11, 1, 10, 0, 0, 0, 1));
        assertThat(other.failed()).as("Its first answer.").isTrue();
        assertThat(slots.counts()).as("One failed, both slots free.").isEqualTo(new Counts(11, 0, 10, 1, 0, 0, 2));
    }

    @Test
    void anExportWithoutAnAnswerGivesItsSlotBack() {
        Export export = begin(10);
        assertThat(export.timedOut()).as("Nobody has answered.").isTrue();
        assertThat(slots.counts())
                .as("Ten timed out; an export that is given up keeps no slot.")
                .isEqualTo(new Counts(10, 0, 0, 0, 10, 0, 2));
    }

    @Test
    void anAnswerThatComesLateIsToldAndChangesNothing() {
        Export export = begin(10);
        export.timedOut();
        assertThat(export.delivered()).as("It had ended.").isFalse();
        assertThat(slots.counts())
                .as("Still timed out, as somebody may have read that; ten late; the slot came back once.")
                .isEqualTo(new Counts(10, 0, 0, 0, 10, 10, 2));
        assertThat(export.delivered()).as("Said once more.").isFalse();
        assertThat(slots.counts().late())
                .as("Late once, however often it is said.")
                .isEqualTo(10);
    }

    @Test
    void aTimerThatComesAfterTheAnswerChangesNothing() {
        Export export = begin(10);
        export.delivered();
        assertThat(export.timedOut()).as("It had ended.").isFalse();
        assertThat(export.failed()).as("It had ended.").isFalse();
        assertThat(export.delivered()).as("It had ended.").isFalse();
        assertThat(slots.counts())
                .as("Delivered once, and the slot came back once.")
                .isEqualTo(new Counts(10, 0, 10, 0, 0, 0, 2));
    }

    @Test
    void whatWasRefusedIsNotDeliveredLater() {
        Export export = begin(10);
        export.failed();
        assertThat(export.delivered()).as("It had ended.").isFalse();
        assertThat(slots.counts())
                .as("The backend has answered, and said no: nothing is late.")
                .isEqualTo(new Counts(10, 0, 0, 10, 0, 0, 2));
    }
}
