package happensbefore.exercises.ticketcounter;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TicketCounterTest {
    @Test
    void oneThreadCountsFromOne() {
        TicketCounter tickets = new TicketCounter();
        assertThat(tickets.next()).as("The first ticket is number 1.").isEqualTo(1);
        assertThat(tickets.next()).as("The second ticket is number 2.").isEqualTo(2);
        assertThat(tickets.next()).as("The third ticket is number 3.").isEqualTo(3);
    }

    @Test
    void issuedCountsWhatWasGivenOut() {
        TicketCounter tickets = new TicketCounter();
        assertThat(tickets.issued())
                .as("Nothing was given out by a new counter.")
                .isZero();
        tickets.next();
        tickets.next();
        assertThat(tickets.issued()).as("Two numbers were given out.").isEqualTo(2);
        assertThat(tickets.next())
                .as("Asking for `issued` takes no number, so the next one is 3.")
                .isEqualTo(3);
    }

    @Test
    void countersAreIndependent() {
        TicketCounter first = new TicketCounter();
        TicketCounter second = new TicketCounter();
        first.next();
        assertThat(second.next())
                .as("Each counter starts at 1, whatever another counter gave out.")
                .isEqualTo(1);
    }
}
