package happensbefore.exercises.waitticket;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class MatchDeskInterleaveTest {
    private static final class Shared {
        final MatchDesk<Integer, Integer> desk = new MatchDesk<>();
        volatile int driver;
        volatile int rider;

        void ride() throws InterruptedException {
            driver = zeroIfNone(desk.ride(1, Duration.ZERO));
        }

        void drive() throws InterruptedException {
            rider = zeroIfNone(desk.drive(2, Duration.ZERO));
        }

        private static int zeroIfNone(@Nullable Integer partner) {
            return partner == null ? 0 : partner;
        }
    }

    @Test
    void aMatchIsForBothOrForNeither() {
        Interleavings.on(Shared::new)
                .invocations(150)
                .thread("rides", Shared::ride)
                .thread("drives", Shared::drive)
                .then(shared -> {
                    boolean both = shared.driver == 2 && shared.rider == 1;
                    boolean neither = shared.driver == 0 && shared.rider == 0;
                    Expect.that(
                            both || neither,
                            "The rider got driver " + shared.driver + ", the driver got rider " + shared.rider
                                    + " (0 is nobody)");
                    Expect.equal(0, shared.desk.waiting(), "those that wait in the end");
                })
                .check();
    }
}
