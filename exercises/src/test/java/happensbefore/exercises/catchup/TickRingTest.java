package happensbefore.exercises.catchup;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.exercises.catchup.TickRing.Next;
import happensbefore.exercises.catchup.TickRing.Next.Missed;
import happensbefore.exercises.catchup.TickRing.Next.Nothing;
import happensbefore.exercises.catchup.TickRing.Next.Tick;
import org.junit.jupiter.api.Test;

class TickRingTest {
    private final TickRing ring = new TickRing(4);

    private void publish(int from, int to) {
        for (int i = from; i < to; i++) {
            ring.publish(i, -i);
        }
    }

    private static void expectTicks(TickRing.Reader reader, int from, int to, String why) {
        for (int i = from; i < to; i++) {
            assertThat(reader.next()).as(why).isEqualTo(new Tick(i, -i));
        }
    }

    @Test
    void aReaderSeesAllTicksFromItsBeginningOn() {
        publish(0, 2);
        TickRing.Reader reader = ring.reader();
        assertThat(reader.next()).as("Nothing came since the reader was made.").isEqualTo(new Nothing());
        publish(2, 5);
        expectTicks(reader, 2, 5, "Three ticks came since, in order.");
        assertThat(reader.next()).as("All were read.").isEqualTo(new Nothing());
    }

    @Test
    void whoIsBehindByTheCapacityHasMissedNothing() {
        TickRing.Reader reader = ring.reader();
        publish(0, 4);
        expectTicks(reader, 0, 4, "A ring of 4 holds 4 ticks: none was overwritten.");
    }

    @Test
    void whoIsTooSlowIsToldHowManyItMissed() {
        TickRing.Reader reader = ring.reader();
        publish(0, 10);
        assertThat(reader.next())
                .as("Of 10 ticks a ring of 4 holds the last 4: the reader must be told that it missed 6.")
                .isEqualTo(new Missed(6));
        expectTicks(reader, 6, 10, "It goes on with the oldest tick that is left.");
        assertThat(reader.next()).as("All were read or told.").isEqualTo(new Nothing());
    }

    @Test
    void eachReaderHasItsOwnPlace() {
        TickRing.Reader quick = ring.reader();
        TickRing.Reader slow = ring.reader();
        publish(0, 3);
        expectTicks(quick, 0, 3, "The quick reader sees each tick.");
        expectTicks(slow, 0, 3, "What one reader has read, another one still has to read.");
    }

    @Test
    void readAndMissedIsAllThatWasPublished() {
        TickRing.Reader reader = ring.reader();
        long accounted = 0;
        for (int i = 0; i < 1000; i++) {
            publish(i, i + 1);
            if (i % 7 == 0) {
                accounted += account(reader.next(), accounted);
            }
        }
        for (Next next = reader.next(); !(next instanceof Nothing); next = reader.next()) {
            accounted += account(next, accounted);
        }
        assertThat(accounted)
                .as("Ticks that were read or told as missed, of 1000.")
                .isEqualTo(1000);
    }

    private static long account(Next next, long expected) {
        return switch (next) {
            case Tick tick -> {
                assertThat(tick.time())
                        .as("The tick after those that were read or told as missed.")
                        .isEqualTo(expected);
                yield 1;
            }
            case Missed missed -> missed.count();
            case Nothing _ -> 0;
        };
    }
}
