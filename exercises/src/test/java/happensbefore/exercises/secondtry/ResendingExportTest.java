package happensbefore.exercises.secondtry;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.exercises.secondtry.ResendingExport.Answer;
import happensbefore.exercises.secondtry.ResendingExport.Counts;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ResendingExportTest {
    private static final int ATTEMPTS = 4;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Answer BUSY = new Answer.Busy(Duration.ZERO);

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();
    private final List<Duration> waits = new ArrayList<>();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<Counts> whileSending = new ArrayList<>();
    private final ResendingExport<String> export = new ResendingExport<>(this::send, this::later, ATTEMPTS, PAUSE);

    private Answer send(String batch) {
        sent.add(batch);
        whileSending.add(export.counts());
        Answer answer = answers.poll();
        return answer == null ? BUSY : answer;
    }

    private void later(Duration after, Runnable task) {
        waits.add(after);
        tasks.add(task);
    }

    private void work() {
        while (!tasks.isEmpty()) {
            tasks.poll().run();
        }
    }

    private CompletableFuture<Integer> exported(int items, Answer... answered) {
        answers.addAll(List.of(answered));
        CompletableFuture<Integer> told = export.export("batch", items);
        work();
        return told;
    }

    @Test
    void theWorkerSends() {
        answers.add(new Answer.Taken());
        CompletableFuture<Integer> told = export.export("batch", 5);
        assertThat(sent).as("Nothing is sent on the caller's thread.").isEmpty();
        assertThat(told).as("Nothing is known yet.").isNotDone();
        assertThat(export.counts()).as("Five are open.").isEqualTo(new Counts(5, 0, 0, 0, 0, 5));
        work();
        assertThat(sent).as("It was sent.").containsExactly("batch");
        assertThat(whileSending).as("While it is sent, all are open.").containsExactly(new Counts(5, 0, 0, 0, 0, 5));
        assertThat(told).as("The backend has all.").isCompletedWithValue(5);
        assertThat(export.counts()).as("Five delivered.").isEqualTo(new Counts(5, 5, 0, 0, 0, 0));
    }

    @Test
    void whatIsRefusedIsNotSentAgain() {
        assertThat(exported(5, new Answer.Refused()))
                .as("The backend has none of it.")
                .isCompletedWithValue(0);
        assertThat(sent).as("It will never take this batch: it was sent once.").hasSize(1);
        assertThat(export.counts()).as("Five refused.").isEqualTo(new Counts(5, 0, 0, 5, 0, 0));
    }

    @Test
    void whatIsTakenInPartIsNotSentAgain() {
        assertThat(exported(5, new Answer.TakenBut(2)))
                .as("The backend has three.")
                .isCompletedWithValue(3);
        assertThat(sent).as("The backend would have the three others twice.").hasSize(1);
        assertThat(export.counts()).as("Three delivered, two rejected.").isEqualTo(new Counts(5, 3, 2, 0, 0, 0));
    }

    @Test
    void whoIsBusyIsAskedAgain() {
        assertThat(exported(5, BUSY, BUSY, new Answer.Taken()))
                .as("At the third attempt.")
                .isCompletedWithValue(5);
        assertThat(sent).as("Two times in vain.").hasSize(3);
        assertThat(whileSending).as("Open until the end, and counted once.").containsOnly(new Counts(5, 0, 0, 0, 0, 5));
        assertThat(export.counts()).as("Five delivered.").isEqualTo(new Counts(5, 5, 0, 0, 0, 0));
        assertThat(waits.subList(1, waits.size())).as("A pause before each.").containsExactly(PAUSE, PAUSE);
    }

    @Test
    void theTimeThatItAskedForIsLeftToIt() {
        Answer halfAMinute = new Answer.Busy(Duration.ofSeconds(30));
        var _ = exported(5, halfAMinute, new Answer.Busy(Duration.ofMillis(1)), new Answer.Taken());
        assertThat(waits.subList(1, waits.size()))
                .as("The time that it asked for, or the pause, whichever is longer.")
                .containsExactly(Duration.ofSeconds(30), PAUSE);
    }

    @Test
    void whoIsBusyForEverIsGivenUp() {
        assertThat(exported(5)).as("The backend has none of it.").isCompletedWithValue(0);
        assertThat(sent).as("As many attempts as there may be.").hasSize(ATTEMPTS);
        assertThat(export.counts()).as("Five given up, and counted.").isEqualTo(new Counts(5, 0, 0, 0, 5, 0));
    }

    @Test
    void batchesDoNotGetMixedUp() {
        answers.addAll(List.of(BUSY, new Answer.Taken(), new Answer.Refused()));
        CompletableFuture<Integer> one = export.export("one", 1);
        CompletableFuture<Integer> two = export.export("two", 2);
        work();
        assertThat(sent).as("One is busy, two is taken, one is refused.").containsExactly("one", "two", "one");
        assertThat(one).isCompletedWithValue(0);
        assertThat(two).isCompletedWithValue(2);
        assertThat(export.counts()).isEqualTo(new Counts(3, 2, 0, 1, 0, 0));
    }
}
