package happensbefore.exercises.starvedlane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WeightedLanesTest {
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
        T get() throws InterruptedException, ExecutionException {
            try {
                return result.get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                throw new AssertionError("There is something to take, and take is stuck.");
            }
        }

        boolean waits() throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
            while (System.nanoTime() - end < 0 && thread.isAlive()) {
                if (thread.getState() == Thread.State.WAITING) {
                    return true;
                }
                thread.join(1); // between two looks
            }
            return false;
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

    private static void fill(WeightedLanes<String> lanes, int lane, String name, int number) {
        for (int i = 0; i < number; i++) {
            lanes.put(lane, name);
        }
    }

    private String take(WeightedLanes<String> lanes, int number) throws Exception {
        return start(() -> {
                    StringBuilder taken = new StringBuilder();
                    for (int i = 0; i < number; i++) {
                        taken.append(lanes.take());
                    }
                    return taken.toString();
                })
                .get();
    }

    private static long count(String taken, char lane) {
        return taken.chars().filter(each -> each == lane).count();
    }

    @Test
    void inEveryWindowEachLaneHasItsShare() throws Exception {
        WeightedLanes<String> lanes = new WeightedLanes<>(3, 1);
        fill(lanes, 0, "a", 100);
        fill(lanes, 1, "b", 100);
        String taken = take(lanes, 80);
        for (int from = 0; from + 4 <= taken.length(); from++) {
            String window = taken.substring(from, from + 4);
            assertThat(count(window, 'a'))
                    .as("Of any four in a row, three are from lane 0: no lane starves. Here it is %s.", window)
                    .isEqualTo(3);
        }
    }

    @Test
    void threeLanesShareAsWell() throws Exception {
        WeightedLanes<String> lanes = new WeightedLanes<>(5, 2, 1);
        fill(lanes, 0, "a", 100);
        fill(lanes, 1, "b", 100);
        fill(lanes, 2, "c", 100);
        String taken = take(lanes, 64);
        for (int from = 0; from + 8 <= taken.length(); from += 8) {
            String window = taken.substring(from, from + 8);
            assertThat(List.of(count(window, 'a'), count(window, 'b'), count(window, 'c')))
                    .as("Of eight in a row, the shares are 5, 2 and 1. Here it is %s.", window)
                    .containsExactly(5L, 2L, 1L);
        }
    }

    @Test
    void whoHasNothingIsNotWaitedFor() throws Exception {
        WeightedLanes<String> lanes = new WeightedLanes<>(3, 1, 2);
        fill(lanes, 1, "b", 5);
        assertThat(take(lanes, 5))
                .as("Only lane 1 has something: who has nothing is not waited for.")
                .isEqualTo("bbbbb");
        fill(lanes, 1, "b", 10);
        fill(lanes, 2, "c", 10);
        assertThat(count(take(lanes, 6), 'c'))
                .as("Lanes 1 and 2 share by 1 and 2, as lane 0 has nothing: of six in a row, four are from lane 2.")
                .isEqualTo(4);
    }

    @Test
    void aPauseSavesNothing() throws Exception {
        WeightedLanes<String> lanes = new WeightedLanes<>(3, 1);
        fill(lanes, 0, "a", 200);
        take(lanes, 100);
        fill(lanes, 1, "b", 100);
        String taken = take(lanes, 12);
        assertThat(count(taken, 'b'))
                .as("Lane 1 had a pause, and saves nothing: of twelve in a row it gets three. Here it is %s.", taken)
                .isEqualTo(3);
    }

    @Test
    void thePauseOfTheUrgentLaneSavesNothingEither() throws Exception {
        WeightedLanes<String> lanes = new WeightedLanes<>(3, 1);
        fill(lanes, 1, "b", 200);
        take(lanes, 100);
        fill(lanes, 0, "a", 100);
        String taken = take(lanes, 12);
        assertThat(count(taken, 'a'))
                .as("Lane 0 had a pause, and saves nothing: of twelve in a row it gets nine. Here it is %s.", taken)
                .isEqualTo(9);
    }

    @Test
    void urgentValuesThatComeOneByOneStarveNobody() throws Exception {
        assertSharesWhenOneByOne(0);
    }

    @Test
    void otherValuesThatComeOneByOneGetNoMoreThanTheirShare() throws Exception {
        assertSharesWhenOneByOne(1);
    }

    /// Both lanes have something at each take, and the slow one never has more than one.
    private void assertSharesWhenOneByOne(int slow) throws Exception {
        WeightedLanes<String> lanes = new WeightedLanes<>(3, 1);
        String name = slow == 0 ? "a" : "b";
        fill(lanes, 1 - slow, slow == 0 ? "b" : "a", 100);
        StringBuilder taken = new StringBuilder();
        boolean there = false;
        while (taken.length() < 40) {
            if (!there) {
                fill(lanes, slow, name, 1);
            }
            String next = take(lanes, 1);
            there = !next.equals(name);
            taken.append(next);
        }
        for (int from = 0; from + 4 <= taken.length(); from++) {
            String window = taken.substring(from, from + 4);
            assertThat(count(window, 'b'))
                    .as(
                            "Lane %d has its values one by one: of any four in a row, one is from lane 1. Here it is %s.",
                            slow, window)
                    .isEqualTo(1);
        }
    }

    @Test
    void aLaneKeepsItsOrder() throws Exception {
        WeightedLanes<Integer> lanes = new WeightedLanes<>(2);
        for (int i = 0; i < 5; i++) {
            lanes.put(0, i);
        }
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            taken.add(lanes.take());
        }
        assertThat(taken).as("Values of one lane keep their order.").containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void whoWaitsIsWokenAndEachOfTwoGetsOne() throws Exception {
        WeightedLanes<String> lanes = new WeightedLanes<>(3, 1);
        Running<String> one = start(lanes::take);
        Running<String> other = start(lanes::take);
        assertThat(one.waits() && other.waits())
                .as("Every lane is empty: take waits.")
                .isTrue();
        synchronized (lanes) { // so that both are there before anybody is awake
            lanes.put(1, "b");
            lanes.put(0, "a");
        }
        assertThat(List.of(one.get(), other.get()))
                .as("Two threads wait, two values come: each gets one.")
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void anInterruptEndsTheWaiting() throws Exception {
        WeightedLanes<String> lanes = new WeightedLanes<>(1);
        Running<String> waiting = start(lanes::take);
        assertThat(waiting.waits()).as("Every lane is empty: take waits.").isTrue();
        waiting.thread().interrupt();
        assertThatThrownBy(waiting::get).as("An interrupt ends take.").hasCauseInstanceOf(InterruptedException.class);
        lanes.put(0, "a");
        assertThat(start(lanes::take).get())
                .as("Nothing was taken by the one that was interrupted.")
                .isEqualTo("a");
    }

    @Test
    void manyThreadsLoseAndDoubleNothing() throws Exception {
        int each = 300;
        WeightedLanes<Integer> lanes = new WeightedLanes<>(3, 1);
        List<Running<Integer>> takers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            takers.add(start(() -> {
                int sum = 0;
                for (int taken = 0; taken < each; taken++) {
                    sum += lanes.take();
                }
                return sum;
            }));
        }
        for (int i = 0; i < 2; i++) {
            int lane = i;
            start(() -> {
                for (int value = 0; value < each; value++) {
                    lanes.put(lane, value);
                }
                return lane;
            });
        }
        assertThat(takers.get(0).get() + takers.get(1).get())
                .as("What two threads took is what two others put: nothing is lost, nothing doubled.")
                .isEqualTo(each * (each - 1));
    }
}
