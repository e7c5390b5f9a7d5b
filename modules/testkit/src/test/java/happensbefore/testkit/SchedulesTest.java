package happensbefore.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class SchedulesTest {
    /// Schedules to try: the deadlock is found among the first 20.
    private static final int ENOUGH = 200;

    private static final class Locks {
        final Object left = new Object();
        final ReentrantLock right = new ReentrantLock();
        int moves;

        void leftFirst() {
            synchronized (left) {
                right.lock();
                try {
                    moves++;
                } finally {
                    right.unlock();
                }
            }
        }

        void rightFirst() {
            right.lock();
            try {
                synchronized (left) {
                    moves++;
                }
            } finally {
                right.unlock();
            }
        }
    }

    private static final class Box {
        int value;
    }

    @Test
    void locksTakenInOppositeOrderDeadlock() {
        InterleavingFailure failure = Interleavings.on(Locks::new)
                .thread("left first", Locks::leftFirst)
                .thread("right first", Locks::rightFirst)
                .invocations(ENOUGH)
                .findsBug();
        assertThat(failure.schedule().outcome()).containsIgnoringCase("deadlock");
    }

    @Test
    void locksTakenInOneOrderPass() {
        Interleavings.on(Locks::new)
                .thread("one", Locks::leftFirst)
                .thread("two", Locks::leftFirst)
                .invocations(ENOUGH)
                .then(locks -> Expect.equal(2, locks.moves, "moves"))
                .check();
    }

    @Test
    void aRaceOnTheSubjectIsFoundByTheFinalAssertion() {
        InterleavingFailure failure = Interleavings.on(Box::new)
                .thread("one", box -> box.value++)
                .thread("two", box -> box.value++)
                .then(box -> Expect.equal(2, box.value, "value"))
                .findsBug();
        assertThat(failure.schedule().outcome()).contains("value: expected 2 but was 1");
    }

    @Test
    void assertionsOfAssertJAreRefusedBecauseTheyFailForNoFaultOfTheSubject() {
        assertThatThrownBy(() -> Interleavings.on(Box::new)
                        .thread("one", box -> box.value++)
                        .then(box -> assertThat(box.value).isEqualTo(1))
                        .check())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Expect");
    }

    @Test
    void anErrorInAChildThreadFails() {
        InterleavingFailure failure = Interleavings.on(AtomicInteger::new)
                .thread("asserts", value -> Expect.equal(0, value.get(), "value"))
                .thread("sets", value -> value.set(1))
                .findsBug();
        assertThat(failure.schedule().outcome()).contains("value: expected 0 but was 1");
    }
}
