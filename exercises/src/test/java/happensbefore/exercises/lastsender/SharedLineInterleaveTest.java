package happensbefore.exercises.lastsender;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class SharedLineInterleaveTest {
    private static final class Shared {
        final AtomicInteger open = new AtomicInteger();
        volatile boolean twoAtOnce;
        volatile boolean closedInUse;
        final SharedLine<boolean[]> line = new SharedLine<>(() -> opened(), connection -> closed(connection));

        private boolean[] opened() {
            if (open.incrementAndGet() > 1) {
                twoAtOnce = true;
            }
            return new boolean[] {true};
        }

        private void closed(boolean[] connection) {
            connection[0] = false;
            open.decrementAndGet();
        }

        void use() {
            SharedLine<boolean[]>.Lease lease = line.lease();
            if (!lease.connection()[0]) {
                closedInUse = true;
            }
            lease.close();
        }

        void expectOrder() {
            Expect.that(!twoAtOnce, "Two connections were open at once");
            Expect.that(!closedInUse, "A connection was closed while somebody had a lease on it");
            Expect.equal(0, open.get(), "connections that are open in the end");
            Expect.equal(0, line.leases(), "leases in the end");
        }
    }

    @Test
    void twoThatComeAndGoNeverHaveTwoLinesAndNeverAClosedOne() {
        Interleavings.on(Shared::new)
                .invocations(150)
                .thread("one", Shared::use)
                .thread("other", Shared::use)
                .then(Shared::expectOrder)
                .check();
    }
}
