package happensbefore.channels;

import static happensbefore.testkit.Interleavings.op;

import happensbefore.testkit.Interleavings;
import org.junit.jupiter.api.Test;

/// What does not wait: every order of a few operations gives what some sequential order gives.
class ChannelInterleavingsTest {
    private static final int ENOUGH = 100;

    /// What the checker calls; an outcome is a value or the name of what there was instead.
    public abstract static class Subject {
        private final Conduit<Integer> conduit;

        Subject(Conduit<Integer> conduit) {
            this.conduit = conduit;
        }

        public String send(int value) {
            return conduit.trySend(value).name();
        }

        public String receive() {
            return conduit.tryReceive().toString();
        }

        public void end() {
            conduit.closeForSending();
        }

        public int size() {
            return conduit.size();
        }
    }

    public static class OnePlace extends Subject {
        public OnePlace() {
            super(new BoundedConduit<>(1, false));
        }
    }

    /// Its ring has a slot more than may be used.
    public static class ThreePlaces extends Subject {
        public ThreePlaces() {
            super(new BoundedConduit<>(3, false));
        }
    }

    public static class Unbounded extends Subject {
        public Unbounded() {
            super(new UnboundedConduit<>(HighWater.withoutLimit(), false));
        }
    }

    /// The next send needs a second block, and the next receive leaves the first one.
    public static class AtTheBorder extends Subject {
        public AtTheBorder() {
            super(atTheBorder());
        }

        private static Conduit<Integer> atTheBorder() {
            Conduit<Integer> conduit = new UnboundedConduit<>(HighWater.withoutLimit(), false);
            for (int i = 0; i < Block.SLOTS; i++) {
                SendResult _ = conduit.trySend(i);
                Object _ = conduit.tryReceive();
            }
            return conduit;
        }
    }

    @Test
    void theOnlyPlaceIsGivenToOneSender() {
        Interleavings.of(OnePlace.class)
                .thread(op("send", 1), op("receive"))
                .thread(op("send", 2), op("receive"))
                .post("size")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void aCapacityThatIsNoPowerOfTwoIsNotExceeded() {
        Interleavings.of(ThreePlaces.class)
                .init("send", 1)
                .init("send", 2)
                .thread(op("send", 3), op("send", 4))
                .thread(op("receive"), op("send", 5))
                .post("size")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void receiversNeverShareAValue() {
        Interleavings.of(OnePlace.class)
                .init("send", 1)
                .thread(op("receive"), op("send", 2))
                .thread(op("receive"), op("receive"))
                .post("receive")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void theEndComesAfterTheLastValue() {
        Interleavings.of(OnePlace.class)
                .thread(op("send", 1), op("end"))
                .thread(op("receive"), op("receive"))
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void nothingIsSentAfterTheEnd() {
        Interleavings.of(Unbounded.class)
                .thread(op("send", 1), op("send", 2))
                .thread(op("end"), op("receive"), op("receive"))
                .post("size")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void anUnboundedChannelKeepsTheOrderOfSends() {
        Interleavings.of(Unbounded.class)
                .thread(op("send", 1), op("send", 2))
                .thread(op("send", 3), op("receive"), op("receive"))
                .post("receive")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void twoSendersAppendOneBlock() {
        Interleavings.of(AtTheBorder.class)
                .thread(op("send", 1), op("receive"))
                .thread(op("send", 2), op("receive"))
                .post("size")
                .invocations(ENOUGH)
                .check();
    }

    @Test
    void aBlockIsLeftUnderAReceiverThatLooksAtIt() {
        Interleavings.of(AtTheBorder.class)
                .init("send", 1)
                .thread(op("receive"), op("send", 2))
                .thread(op("receive"), op("receive"))
                .post("size")
                .invocations(ENOUGH)
                .check();
    }
}
