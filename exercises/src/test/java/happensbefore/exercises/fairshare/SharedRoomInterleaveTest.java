package happensbefore.exercises.fairshare;

import happensbefore.exercises.fairshare.SharedRoom.Free;
import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class SharedRoomInterleaveTest {
    private static final int ENOUGH = 200;

    /// A reserve of one each, and one that both want.
    private static final class Shared {
        final SharedRoom room = new SharedRoom(2, 1, 1);
        volatile boolean one;
        volatile boolean other;

        Shared borrowed() {
            one = room.tryTake(0, 2);
            return this;
        }
    }

    @Test
    void theSharedPartIsTakenOnce() {
        Interleavings.on(Shared::new)
                .invocations(ENOUGH)
                .thread("one", shared -> shared.one = shared.room.tryTake(0, 2))
                .thread("other", shared -> shared.other = shared.room.tryTake(1, 2))
                .then(shared -> {
                    Expect.that(shared.one != shared.other, "Both have borrowed the same item, or nobody could");
                    Expect.equal(0, shared.room.free().shared(), "the shared part");
                })
                .check();
    }

    @Test
    void aGiveAndATakeLoseNothing() {
        Interleavings.on(() -> new Shared().borrowed())
                .invocations(ENOUGH)
                .thread("gives", shared -> shared.room.give(0, 2))
                .thread("takes", shared -> shared.other = shared.room.tryTake(1, 2))
                .then(shared -> {
                    Free expected = shared.other ? new Free(List.of(1, 0), 0) : new Free(List.of(1, 1), 1);
                    Expect.equal(expected, shared.room.free(), "free");
                })
                .check();
    }

    @Test
    void aLookAddsUp() {
        Interleavings.on(Shared::new)
                .invocations(ENOUGH)
                .thread("takes", shared -> shared.one = shared.room.tryTake(0, 2))
                .thread("looks", shared -> {
                    Free free = shared.room.free();
                    int sum = free.own().get(0) + free.own().get(1) + free.shared();
                    Expect.that(sum == 1 || sum == 3, "The sum of what is free: " + sum + " in " + free);
                })
                .check();
    }
}
