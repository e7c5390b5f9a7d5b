package happensbefore.pipelines;

import java.util.Objects;

/// One kind of work in a pipeline, its workers, and the room in front of it. Immutable.
///
/// @param name unique in its pipeline; `source` and `sink` are taken
/// @param capacity how many items can wait for this stage, exactly, and for the sink when this stage is the last;
///     from 1 to 2^20
/// @param isPrompt whether the step never waits, see [#prompt]
public record Stage<I, O>(
        String name, Step<? super I, ? extends O> step, Workers workers, Order order, int capacity, boolean isPrompt) {
    private static final int MAX_CAPACITY = 1 << 20;
    private static final int DEFAULT_CAPACITY = 64;

    public Stage {
        Objects.requireNonNull(step, "step");
        if (name.isBlank() || name.equals(Pipeline.SOURCE) || name.equals(Pipeline.SINK)) {
            throw new IllegalArgumentException("no stage can be called \"" + name + "\"");
        }
        if (capacity < 1 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException(
                    "capacity must be between 1 and " + MAX_CAPACITY + ", but was " + capacity);
        }
    }

    /// With one virtual worker, and room for 64 items.
    public static <I, O> Stage<I, O> of(String name, Step<? super I, ? extends O> step) {
        return new Stage<>(name, step, Workers.virtual(1), Order.KEPT, DEFAULT_CAPACITY, false);
    }

    public Stage<I, O> by(Workers others) {
        return new Stage<>(name, step, others, order, capacity, isPrompt);
    }

    public Stage<I, O> inOrder(Order another) {
        return new Stage<>(name, step, workers, another, capacity, isPrompt);
    }

    public Stage<I, O> withRoomFor(int items) {
        return new Stage<>(name, step, workers, order, items, isPrompt);
    }

    // @start region="prompt"
    /// With a promise: the step never waits, be it for input or output, a permit, or another item of this
    /// pipeline. Then each worker takes and hands on several items at a time, if they are quick: the hand-over
    /// costs a fraction.
    ///
    /// A step that waits for what comes of an item it has just done would wait for ever: that item is still held
    /// back.
    public Stage<I, O> prompt() {
        return new Stage<>(name, step, workers, order, capacity, true);
    }
    // @end

    /// Whether several workers must hand on what they do in the order it came.
    boolean needsPlaces() {
        return order == Order.KEPT && workers.count() > 1;
    }
}
