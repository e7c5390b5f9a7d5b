package happensbefore.channels;

import static org.awaitility.Awaitility.await;

import happensbefore.testkit.Crew;
import happensbefore.testkit.Race;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;

/// Both kinds of threads: what waits must wait on each of them.
enum ThreadKind {
    PLATFORM,
    VIRTUAL;

    void add(Race race, String name, Crew.Work work) {
        switch (this) {
            case PLATFORM -> race.thread(name, work);
            case VIRTUAL -> race.virtualThread(name, work);
        }
    }

    static void awaitParked(AtomicReference<Thread> thread) {
        await().pollInterval(Duration.ofMillis(1)).until(() -> {
            Thread seen = thread.get();
            return seen != null
                    && (seen.getState() == Thread.State.WAITING || seen.getState() == Thread.State.TIMED_WAITING);
        });
    }
}
