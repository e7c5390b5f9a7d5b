package happensbefore.exercises.ticketcounter;

import static happensbefore.testkit.Interleavings.op;

import happensbefore.testkit.Interleavings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class TicketCounterInterleaveTest {
    public static class Tickets {
        private final TicketCounter counter = new TicketCounter();

        public long next() {
            return counter.next();
        }

        public long issued() {
            return counter.issued();
        }
    }

    @Test
    void twoThreadsNeverGetTheSameNumber() {
        Interleavings.of(Tickets.class)
                .thread(op("next"))
                .thread(op("next"))
                .post("issued")
                .check();
    }

    @Test
    void aCountIsNeverBehindANumberAlreadyGivenOut() {
        Interleavings.of(Tickets.class)
                .init("next")
                .thread(op("next"), op("issued"))
                .thread(op("next"))
                .thread(op("issued"))
                .check();
    }
}
