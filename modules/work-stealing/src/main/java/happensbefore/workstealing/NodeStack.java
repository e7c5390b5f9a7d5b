package happensbefore.workstealing;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Nodes with their depths: the newest is taken first, the oldest can be given away. For one thread.
final class NodeStack<N> {
    private @Nullable Object[] nodes = new Object[16];
    private int[] depths = new int[nodes.length];
    private int oldest; // below it nothing
    private int top; // from it on nothing

    boolean isEmpty() {
        return top == oldest;
    }

    int size() {
        return top - oldest;
    }

    void push(N node, int depth) {
        if (top == nodes.length) {
            makeRoom();
        }
        nodes[top] = node;
        depths[top++] = depth;
    }

    N popNewest() {
        N node = node(--top);
        nodes[top] = null;
        return node;
    }

    int newestDepth() {
        return depths[top - 1];
    }

    N oldest() {
        return node(oldest);
    }

    int oldestDepth() {
        return depths[oldest];
    }

    void dropOldest() {
        nodes[oldest++] = null;
    }

    private void makeRoom() {
        int size = size();
        boolean slide = oldest > nodes.length / 2;
        @Nullable Object[] to = slide ? nodes : new Object[2 * nodes.length];
        int[] toDepths = slide ? depths : new int[to.length];
        System.arraycopy(nodes, oldest, to, 0, size);
        System.arraycopy(depths, oldest, toDepths, 0, size);
        if (slide) {
            Arrays.fill(nodes, size, top, null);
        }
        nodes = to;
        depths = toDepths;
        oldest = 0;
        top = size;
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // between oldest and top there are nodes
    private N node(int index) {
        return (N) nodes[index];
    }
}
