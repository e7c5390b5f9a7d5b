package happensbefore.lockfree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import happensbefore.lockfree.EpochReclaimer.Guard;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What happens to a thread that uses a node after it was freed.
class OffHeapNodesTest {
    private final OffHeapNodes nodes = new OffHeapNodes(1);
    private final EpochReclaimer reclaimer = new EpochReclaimer(1, nodes::free);
    private final int node = nodes.take();

    @AfterEach
    void giveBack() {
        nodes.close();
    }

    @Test
    void aValueReadAfterRetiringIsPoison() {
        nodes.set(node, 42);
        try (Guard guard = reclaimer.pin()) {
            guard.retire(node);
            assertThat(nodes.value(node)).as("under the guard").isEqualTo(42);
        }
        reclaimer.reclaim();
        assertThat(nodes.value(node)).as("after it").isEqualTo(0xDEAD_DEAD_DEAD_DEADL);
    }

    @Test
    void aLinkReadAfterFreeingIsRefused() {
        nodes.free(node);
        assertThatIllegalStateException()
                .isThrownBy(() -> nodes.next(node))
                .withMessage("node 0 was read after it was freed");
    }

    @Test
    void aWriteAfterFreeingIsFoundWhenTheNodeIsTakenAgain() {
        nodes.free(node);
        nodes.set(node, 42);
        assertThatIllegalStateException()
                .isThrownBy(nodes::take)
                .withMessage("node 0 was written to after it was freed");
    }

    @Test
    void aFreedNodeIsTakenAgainAndAFreshOneOnlyOnce() {
        assertThat(nodes.take()).isEqualTo(OffHeapNodes.NONE);
        nodes.free(node);
        assertThat(nodes.take()).isEqualTo(node);
        assertThat(nodes.take()).isEqualTo(OffHeapNodes.NONE);
        assertThat(nodes.highWater()).isEqualTo(1);
    }
}
