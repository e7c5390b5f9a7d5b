package happensbefore.exercises.lastsource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FunnelTest {
    /// After which a call that should have ended is called stuck.
    private static final long PATIENCE_MILLIS = 1_500;

    private final List<Thread> started = new ArrayList<>();

    @AfterEach
    void endThreads() throws InterruptedException {
        for (Thread thread : started) {
            thread.interrupt();
            thread.join(PATIENCE_MILLIS);
        }
    }

    private record Running<T>(Thread thread, FutureTask<T> result) {
        T get(String what) throws Exception {
            try {
                return result.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                throw new AssertionError(what + " It is stuck.");
            }
        }

        /// Whether it comes to rest in a wait.
        boolean waits() throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
            int calm = 0;
            while (System.nanoTime() - end < 0 && calm < 20 && thread.isAlive()) {
                boolean waiting = thread.getState() == Thread.State.WAITING;
                calm = waiting ? calm + 1 : 0;
                thread.join(1); // between two looks
            }
            return calm == 20;
        }
    }

    private <T> Running<T> start(Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "caller " + started.size());
        thread.setDaemon(true);
        started.add(thread);
        thread.start();
        return new Running<>(thread, task);
    }

    private static List<String> all(Funnel<String> funnel) throws InterruptedException {
        List<String> all = new ArrayList<>();
        for (String next = funnel.take(); next != null; next = funnel.take()) {
            all.add(next);
        }
        return all;
    }

    @Test
    void theConsumerGoesOnUntilTheLastSourceHasEnded() throws Exception {
        Funnel<String> funnel = new Funnel<>(3, 10);
        funnel.put(0, "a");
        funnel.end(0);
        funnel.put(1, "b");
        assertThat(List.of(String.valueOf(funnel.take()), String.valueOf(funnel.take())))
                .as("The first source has ended; the others go on.")
                .containsExactlyInAnyOrder("a", "b");
        Running<List<String>> rest = start(() -> all(funnel));
        funnel.put(2, "c");
        funnel.end(1);
        funnel.end(1);
        funnel.put(2, "d");
        funnel.end(2);
        assertThat(rest.get("The last source has ended, and the consumer was not told."))
                .as("Two sources have ended; the last one goes on.")
                .containsExactly("c", "d");
    }

    @Test
    void whatWasPutBeforeTheEndIsNotLost() throws Exception {
        Funnel<String> funnel = new Funnel<>(2, 10);
        funnel.put(0, "a");
        funnel.put(1, "b");
        funnel.end(0);
        funnel.end(1);
        assertThat(start(() -> all(funnel)).get("Everything has ended."))
                .as("All sources have ended; what they had put is not lost.")
                .containsExactlyInAnyOrder("a", "b");
        assertThat(start(() -> String.valueOf(funnel.take())).get("Everything has ended."))
                .as("The end stays the end.")
                .isEqualTo("null");
    }

    @Test
    void whoWaitsWaitsAlsoWhenASourceHasEnded() throws Exception {
        Funnel<String> funnel = new Funnel<>(2, 10);
        funnel.end(0);
        Running<List<String>> consumer = start(() -> all(funnel));
        assertThat(consumer.waits())
                .as("One source has ended, the other has nothing: the consumer waits without using a processor.")
                .isTrue();
        funnel.end(1);
        assertThat(consumer.get("The last source has ended, and the consumer was not told."))
                .as("Nothing was put.")
                .isEmpty();
    }

    @Test
    void everySourceThatHasSomethingGetsItsTurn() throws Exception {
        Funnel<String> funnel = new Funnel<>(3, 100);
        for (int i = 0; i < 20; i++) {
            funnel.put(0, "a" + i);
        }
        funnel.put(1, "b0");
        funnel.put(2, "c0");
        funnel.put(2, "c1");
        List<String> first = List.of(
                String.valueOf(funnel.take()),
                String.valueOf(funnel.take()),
                String.valueOf(funnel.take()),
                String.valueOf(funnel.take()),
                String.valueOf(funnel.take()));
        assertThat(first)
                .as("Of five that are taken, each source that has something has had its turn, in its own order.")
                .contains("a0", "a1", "b0", "c0", "c1")
                .containsSubsequence("a0", "a1")
                .containsSubsequence("c0", "c1");
    }

    @Test
    void aFullSourceStopsNoOther() throws Exception {
        Funnel<String> funnel = new Funnel<>(2, 2);
        funnel.put(0, "a0");
        funnel.put(0, "a1");
        Running<String> third = start(() -> {
            funnel.put(0, "a2");
            return "put";
        });
        assertThat(third.waits()).as("Source 0 is full: its put waits.").isTrue();
        Running<String> other = start(() -> {
            funnel.put(1, "b0");
            return "put";
        });
        assertThat(other.get("Source 0 is full, and source 1 is not."))
                .as("A source that is full stops no other.")
                .isEqualTo("put");
        funnel.take();
        funnel.take();
        assertThat(third.get("Room has been made for source 0.")).isEqualTo("put");
    }

    @Test
    void waitingCanBeInterrupted() throws Exception {
        Funnel<String> funnel = new Funnel<>(1, 1);
        Running<String> taking = start(() -> String.valueOf(funnel.take()));
        assertThat(taking.waits()).as("Nothing is there: take waits.").isTrue();
        taking.thread().interrupt();
        assertThatThrownBy(() -> taking.get("The consumer had an interrupt."))
                .as("An interrupt ends take.")
                .hasCauseInstanceOf(InterruptedException.class);
        funnel.put(0, "a");
        Running<String> putting = start(() -> {
            funnel.put(0, "b");
            return "put";
        });
        assertThat(putting.waits()).as("It is full: put waits.").isTrue();
        putting.thread().interrupt();
        assertThatThrownBy(() -> putting.get("The source had an interrupt."))
                .as("An interrupt ends put.")
                .hasCauseInstanceOf(InterruptedException.class);
        funnel.end(0);
        assertThat(all(funnel))
                .as("What was interrupted was not put, and what was put is not lost.")
                .containsExactly("a");
    }

    @Test
    void nothingIsPutAfterTheEnd() throws Exception {
        Funnel<String> funnel = new Funnel<>(2, 1);
        funnel.put(0, "a");
        Running<String> waiting = start(() -> {
            funnel.put(0, "b");
            return "put";
        });
        assertThat(waiting.waits()).as("It is full: put waits.").isTrue();
        funnel.end(0);
        assertThatThrownBy(() -> waiting.get("The source has ended while its put waits."))
                .as("The source has ended while its put waits.")
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> funnel.put(0, "c"))
                .as("The source has ended.")
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void manySourcesAtOnceLoseNothing() throws Exception {
        int each = 300;
        Funnel<Integer> funnel = new Funnel<>(3, 2);
        AtomicInteger sum = new AtomicInteger();
        Running<Integer> consumer = start(() -> {
            int count = 0;
            for (Integer next = funnel.take(); next != null; next = funnel.take()) {
                sum.addAndGet(next);
                count++;
            }
            return count;
        });
        for (int i = 0; i < 3; i++) {
            int source = i;
            start(() -> {
                for (int value = 0; value < each; value++) {
                    funnel.put(source, value);
                }
                funnel.end(source);
                return "ended";
            });
        }
        assertThat(consumer.get("Three sources put 300 values each, and have ended."))
                .as("Every value was taken once: none is lost, none doubled.")
                .isEqualTo(3 * each);
        assertThat(sum).as("And they are those that were put.").hasValue(3 * each * (each - 1) / 2);
    }
}
