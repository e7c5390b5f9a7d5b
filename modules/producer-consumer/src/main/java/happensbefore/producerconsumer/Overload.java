package happensbefore.producerconsumer;

import java.time.Duration;

/// What a producer does with an item for which there is no room. Whatever it is, a drop is counted by its reason.
public sealed interface Overload {
    /// Waits for as long as it takes: nothing is lost, and the producers become as slow as the consumers.
    record Block() implements Overload {}

    /// Waits so long and no longer, then drops the item.
    ///
    /// @param limit not negative; zero for one short spin
    record TimeOut(Duration limit) implements Overload {
        public TimeOut {
            if (limit.isNegative()) {
                throw new IllegalArgumentException("the limit must not be negative, but was " + limit);
            }
        }
    }

    /// Drops the item: the older ones are worth more, or as much, and the producer never waits.
    record DropNewest() implements Overload {}

    /// Drops the oldest item to make room: what is new is worth more, and the producer never waits.
    ///
    /// So a producer removes items as a consumer does, and the ring must be one for many consumers.
    record DropOldest() implements Overload {}

    /// Refuses the item with an [OverloadedException]: the producer's own caller is to know.
    record Fail() implements Overload {}

    static Overload block() {
        return new Block();
    }

    static Overload timeOut(Duration limit) {
        return new TimeOut(limit);
    }

    static Overload dropNewest() {
        return new DropNewest();
    }

    static Overload dropOldest() {
        return new DropOldest();
    }

    static Overload fail() {
        return new Fail();
    }
}
