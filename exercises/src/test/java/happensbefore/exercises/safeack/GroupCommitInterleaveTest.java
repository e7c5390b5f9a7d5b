package happensbefore.exercises.safeack;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class GroupCommitInterleaveTest {
    private static final int ENOUGH = 100;

    private static final class Shared {
        final FakeLog log = new FakeLog();
        final GroupCommit<String> commit = new GroupCommit<>(log);

        /// Told `true` of what is not on the disk.
        volatile boolean early;

        CompletableFuture<Boolean> append(String record) {
            return commit.append(record).thenApply(safe -> {
                if (safe && !log.safe().contains(record)) {
                    early = true;
                }
                return safe;
            });
        }

        void endAll() {
            while (log.end(true)) {
                Expect.that(log.begun() < 10, "Syncs without an end");
            }
        }

        void expectSafe(CompletableFuture<Boolean> told, String record) {
            Expect.that(told.isDone(), record + " waits for ever: no sync runs");
            Expect.that(told.join(), record + " was told false, and no sync has failed");
        }

        void expectOrder() {
            Expect.equal(1, log.atOnce(), "syncs that run at a time");
            Expect.that(!early, "A record was told true that was not on the disk");
        }
    }

    private static final class Two {
        final Shared shared = new Shared();
        volatile CompletableFuture<Boolean> one = new CompletableFuture<>();
        volatile CompletableFuture<Boolean> other = new CompletableFuture<>();

        Two begun() {
            one = shared.append("one");
            return this;
        }
    }

    @Test
    void twoRecordsAtOnceAreToldAndSyncedOneAtATime() {
        Interleavings.on(Two::new)
                .invocations(ENOUGH)
                .thread("one", two -> two.one = two.shared.append("one"))
                .thread("other", two -> two.other = two.shared.append("other"))
                .then(two -> {
                    two.shared.endAll();
                    two.shared.expectSafe(two.one, "one");
                    two.shared.expectSafe(two.other, "other");
                    two.shared.expectOrder();
                })
                .check();
    }

    @Test
    void aRecordThatMeetsTheEndOfASyncIsTold() {
        Interleavings.on(() -> new Two().begun())
                .invocations(ENOUGH)
                .thread("disk", two -> two.shared.log.end(true))
                .thread("other", two -> two.other = two.shared.append("other"))
                .then(two -> {
                    two.shared.endAll();
                    two.shared.expectSafe(two.one, "one");
                    two.shared.expectSafe(two.other, "other");
                    two.shared.expectOrder();
                })
                .check();
    }

    @Test
    void aRecordThatMeetsAFailureIsToldFalse() {
        Interleavings.on(() -> new Two().begun())
                .invocations(ENOUGH)
                .thread("disk", two -> two.shared.log.end(false))
                .thread("other", two -> two.other = two.shared.append("other"))
                .then(two -> {
                    Expect.that(two.other.isDone(), "The other waits for ever: the sync before it has failed");
                    Expect.that(
                            !two.one.getNow(true) && !two.other.getNow(true),
                            "Told true after a failed sync, or never");
                    Expect.equal(1, two.shared.log.begun(), "syncs that have begun");
                })
                .check();
    }
}
