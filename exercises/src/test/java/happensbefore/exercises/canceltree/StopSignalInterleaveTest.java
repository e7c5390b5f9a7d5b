package happensbefore.exercises.canceltree;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class StopSignalInterleaveTest {
    private static final class Shared {
        final StopSignal user = new StopSignal();
        final StopSignal server = new StopSignal();
        final AtomicInteger runs = new AtomicInteger();
        final AtomicInteger firsts = new AtomicInteger();

        void addToUser() {
            user.onSet(runs::incrementAndGet);
        }

        void setUser() {
            if (user.set()) {
                firsts.incrementAndGet();
            }
        }
    }

    @Test
    void anActionThatIsAddedWhileTheSignalIsSetRunsOnce() {
        Interleavings.on(Shared::new)
                .invocations(40)
                .thread("sets", Shared::setUser)
                .thread("adds", Shared::addToUser)
                .then(shared -> Expect.equal(1, shared.runs.get(), "runs of the action"))
                .check();
    }

    @Test
    void ofTwoThatSetOneIsTheFirst() {
        Interleavings.on(Shared::new)
                .invocations(40)
                .thread("one", Shared::setUser)
                .thread("other", Shared::setUser)
                .then(shared -> Expect.equal(1, shared.firsts.get(), "callers that were the first to set it"))
                .check();
    }

    @Test
    void signalsMaySetEachOther() {
        Interleavings.on(() -> {
                    Shared shared = new Shared();
                    shared.user.onSet(shared.server::set);
                    shared.server.onSet(shared.user::set);
                    return shared;
                })
                .invocations(40)
                .thread("sets one", shared -> shared.user.set())
                .thread("sets the other", shared -> shared.server.set())
                .then(shared ->
                        Expect.that(shared.user.isSet() && shared.server.isSet(), "one of the signals is not set"))
                .check();
    }
}
