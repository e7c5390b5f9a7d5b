package happensbefore.channels;

/// The channels that share one contract, and the threads that it holds for.
enum Kind {
    ONE_PLACE(false),
    THREE_PLACES(false),
    UNBOUNDED(false),
    RENDEZVOUS(false),
    ONE_PLACE_VIRTUAL(true),
    THREE_PLACES_VIRTUAL(true),
    UNBOUNDED_VIRTUAL(true),
    RENDEZVOUS_VIRTUAL(true);

    final boolean virtual;

    Kind(boolean virtual) {
        this.virtual = virtual;
    }

    Channel<Integer> make() {
        return switch (this) {
            case ONE_PLACE, ONE_PLACE_VIRTUAL -> Channel.bounded(1);
            case THREE_PLACES, THREE_PLACES_VIRTUAL -> Channel.bounded(3);
            case UNBOUNDED, UNBOUNDED_VIRTUAL -> Channel.unbounded();
            case RENDEZVOUS, RENDEZVOUS_VIRTUAL -> Channel.rendezvous();
        };
    }

    /// One whose threads park at once, as they would where there is much to do.
    Channel<Integer> makeImpatient() {
        return switch (this) {
            case ONE_PLACE, ONE_PLACE_VIRTUAL -> Channel.over(new BoundedConduit<>(1, false));
            case THREE_PLACES, THREE_PLACES_VIRTUAL -> Channel.over(new BoundedConduit<>(3, false));
            case UNBOUNDED, UNBOUNDED_VIRTUAL -> Channel.over(new UnboundedConduit<>(HighWater.withoutLimit(), false));
            case RENDEZVOUS, RENDEZVOUS_VIRTUAL -> Channel.over(new RendezvousConduit<>(false));
        };
    }

    /// How many sends need no receiver; -1 for any number.
    int room() {
        return switch (this) {
            case ONE_PLACE, ONE_PLACE_VIRTUAL -> 1;
            case THREE_PLACES, THREE_PLACES_VIRTUAL -> 3;
            case UNBOUNDED, UNBOUNDED_VIRTUAL -> -1;
            case RENDEZVOUS, RENDEZVOUS_VIRTUAL -> 0;
        };
    }

    boolean canBeFull() {
        return room() >= 0;
    }

    /// A channel in which a send would wait, with 0, 1, 2... in it.
    Channel<Integer> makeFull() {
        Channel<Integer> channel = make();
        for (int i = 0; i < room(); i++) {
            if (channel.sender().trySend(i) != SendResult.SENT) {
                throw new AssertionError("no room for " + i);
            }
        }
        return channel;
    }
}
