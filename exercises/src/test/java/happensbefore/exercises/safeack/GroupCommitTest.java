package happensbefore.exercises.safeack;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.exercises.safeack.GroupCommit.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class GroupCommitTest {
    private final FakeLog log = new FakeLog();
    private final GroupCommit<String> commit = new GroupCommit<>(log);

    @Test
    void aRecordIsSafeWhenItsSyncSaysSo() {
        CompletableFuture<Boolean> a = commit.append("a");
        assertThat(log.written()).as("It is written.").containsExactly("a");
        assertThat(log.begun()).as("A sync has begun: somebody waits.").isEqualTo(1);
        assertThat(a).as("Told too early: it is only written.").isNotDone();
        log.end(true);
        assertThat(a).as("It is safe.").isCompletedWithValue(true);
        assertThat(log.begun()).as("Nobody waits: there was one sync.").isEqualTo(1);
    }

    @Test
    void whatIsWrittenDuringASyncWaitsForTheNext() {
        CompletableFuture<Boolean> a = commit.append("a");
        CompletableFuture<Boolean> b = commit.append("b");
        CompletableFuture<Boolean> c = commit.append("c");
        assertThat(log.written()).as("All are written, in order.").containsExactly("a", "b", "c");
        assertThat(log.atOnce()).as("Syncs run one at a time.").isEqualTo(1);
        log.end(true);
        assertThat(a).as("The first sync covers it.").isCompletedWithValue(true);
        assertThat(b)
                .as("Told too early: the first sync began before it was written.")
                .isNotDone();
        assertThat(log.begun()).as("The next has begun: somebody waits.").isEqualTo(2);
        log.end(true);
        assertThat(List.of(b, c)).as("One sync for both.").allMatch(CompletableFuture::isDone);
        assertThat(List.of(b.join(), c.join())).as("Both are safe.").containsExactly(true, true);
        assertThat(log.begun()).as("And one sync is enough.").isEqualTo(2);
        assertThat(log.atOnce()).as("Syncs run one at a time.").isEqualTo(1);
    }

    @Test
    void laterRecordsBeginASyncAgain() {
        for (int i = 1; i <= 5; i++) {
            CompletableFuture<Boolean> told = commit.append("record " + i);
            assertThat(log.begun())
                    .as("Nobody else waits: one sync for this one.")
                    .isEqualTo(i);
            log.end(true);
            assertThat(told).as("Record " + i).isCompletedWithValue(true);
        }
    }

    @Test
    void aSyncThatSaysNoIsFinal() {
        CompletableFuture<Boolean> a = commit.append("a");
        CompletableFuture<Boolean> b = commit.append("b");
        log.end(false);
        expectBroken(a, b);
    }

    @Test
    void aSyncWhoseFutureFailsIsFinal() {
        CompletableFuture<Boolean> a = commit.append("a");
        CompletableFuture<Boolean> b = commit.append("b");
        log.endWith(new IllegalStateException("the disk is gone"));
        expectBroken(a, b);
    }

    private void expectBroken(CompletableFuture<Boolean> covered, CompletableFuture<Boolean> waits) {
        assertThat(covered).as("The failed sync covers it.").isCompletedWithValue(false);
        assertThat(waits)
                .as("A failed sync is final: there is no next one, and who waits for it is told.")
                .isCompletedWithValue(false);
        assertThat(log.begun()).as("A failed sync is final: no other begins.").isEqualTo(1);
        assertThat(commit.append("c"))
                .as("A failed sync is final: this is not safe.")
                .isCompletedWithValue(false);
        assertThat(log.written()).as("Nothing is written to a broken log.").containsExactly("a", "b");
        assertThat(log.begun()).as("A broken log is not synced.").isEqualTo(1);
    }

    @Test
    void aSyncThatThrowsIsFinal() {
        List<String> written = new ArrayList<>();
        GroupCommit<String> throwing = new GroupCommit<>(new Log<>() {
            @Override
            public void write(String record) {
                written.add(record);
            }

            @Override
            public CompletableFuture<Boolean> sync() {
                throw new IllegalStateException("no sync");
            }
        });
        assertThat(throwing.append("a"))
                .as("The sync throws, and append does not.")
                .isCompletedWithValue(false);
        assertThat(throwing.append("b")).as("A sync that throws is final.").isCompletedWithValue(false);
        assertThat(written).as("Nothing is written to a broken log.").containsExactly("a");
    }

    @Test
    void aSyncMayEndBeforeItReturns() {
        List<String> written = new ArrayList<>();
        GroupCommit<String> quick = new GroupCommit<>(new Log<>() {
            @Override
            public void write(String record) {
                written.add(record);
            }

            @Override
            public CompletableFuture<Boolean> sync() {
                return CompletableFuture.completedFuture(true);
            }
        });
        assertThat(quick.append("a")).as("Synced at once.").isCompletedWithValue(true);
        assertThat(quick.append("b")).as("And again.").isCompletedWithValue(true);
        assertThat(written).containsExactly("a", "b");
    }

    @Test
    void whoIsToldMayAppend() {
        List<CompletableFuture<Boolean>> more = new ArrayList<>();
        var _ = commit.append("a").thenRun(() -> more.add(commit.append("b")));
        log.end(true);
        log.end(true);
        assertThat(more)
                .as("The second record was appended as the first was told.")
                .hasSize(1);
        assertThat(more.getFirst()).as("It is safe.").isCompletedWithValue(true);
    }
}
