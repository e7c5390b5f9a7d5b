package happensbefore.exercises.lastsender;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedLineTest {
    private final List<String> calls = new ArrayList<>();
    private boolean broken;
    private final SharedLine<Integer> line =
            new SharedLine<>(this::open, connection -> calls.add("close " + connection));
    private int opened;

    private Integer open() {
        if (broken) {
            throw new IllegalStateException("no route");
        }
        calls.add("open " + ++opened);
        return opened;
    }

    @Test
    void theFirstOpensAndTheLastCloses() {
        SharedLine<Integer>.Lease one = line.lease();
        SharedLine<Integer>.Lease other = line.lease();
        assertThat(one.connection()).as("Both share one connection.").isEqualTo(other.connection());
        assertThat(line.leases()).as("Two leases are open.").isEqualTo(2);
        one.close();
        assertThat(calls).as("One lease is left: the line stays open.").containsExactly("open 1");
        other.close();
        assertThat(calls).as("The last lease closes the line.").containsExactly("open 1", "close 1");
        assertThat(line.leases()).as("No lease is open.").isZero();
    }

    @Test
    void whoeverComesNextOpensAgain() {
        line.lease().close();
        try (SharedLine<Integer>.Lease next = line.lease()) {
            assertThat(next.connection())
                    .as("The first connection is closed: a new one is opened.")
                    .isEqualTo(2);
        }
        assertThat(calls).as("Opened and closed again.").containsExactly("open 1", "close 1", "open 2", "close 2");
    }

    @Test
    void aLeaseIsGivenBackOnce() {
        SharedLine<Integer>.Lease one = line.lease();
        SharedLine<Integer>.Lease other = line.lease();
        one.close();
        one.close();
        assertThat(calls)
                .as("One lease was closed twice; another one is still open.")
                .containsExactly("open 1");
        assertThat(line.leases())
                .as("One lease is open, however often the other was closed again.")
                .isEqualTo(1);
        other.close();
        one.close();
        assertThat(calls).as("The last lease closes the line, once.").containsExactly("open 1", "close 1");
    }

    @Test
    void anOpeningThatFailedLeavesNothingBehind() {
        broken = true;
        assertThatIllegalStateException().isThrownBy(line::lease).withMessage("no route");
        assertThat(line.leases()).as("Opening failed: there is no lease.").isZero();
        broken = false;
        line.lease().close();
        assertThat(calls).as("After an opening that failed all goes as before.").containsExactly("open 1", "close 1");
    }
}
