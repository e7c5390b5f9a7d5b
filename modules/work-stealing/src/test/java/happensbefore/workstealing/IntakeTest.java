package happensbefore.workstealing;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.testkit.Race;
import happensbefore.workstealing.ChaseLevDeque.Steal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private static final int LANES = 4;

    private final Intake intake = new Intake(2);
    private final ChaseLevDeque<Runnable> local = new ChaseLevDeque<>();

    private record Numbered(int submitter, int number) implements Runnable {
        @Override
        public void run() {}
    }

    private static Numbered given(Runnable task) {
        return (Numbered) task;
    }

    private static List<Runnable> tasks(int submitter, int count) {
        return IntStream.range(0, count)
                .<Runnable>mapToObj(number -> new Numbered(submitter, number))
                .toList();
    }

    @Test
    void aThreadsTasksStandInItsOrder() {
        tasks(0, 300).forEach(intake::push);
        assertThat(intake.size()).isEqualTo(300);
        for (int number = 0; number < 300; number++) {
            Steal<Runnable> steal = intake.steal();
            assertThat(
                            steal instanceof Steal.Stolen<Runnable>(Runnable task)
                                    ? given(task).number()
                                    : -1)
                    .isEqualTo(number);
        }
        assertThat(intake.isEmpty()).isTrue();
        assertThat(intake.steal()).isEqualTo(new Steal.Empty<>());
        assertThat(intake.readyLane(0, 1)).isNull();
    }

    @Test
    void whoGoesOneLaneFurtherEachTimeKeepsNoLaneWaiting() throws InterruptedException {
        Set<Integer> lanes = ConcurrentHashMap.newKeySet();
        try (Race race = Race.within(Duration.ofSeconds(30))) {
            for (int submitter = 0; submitter < 2 * LANES; submitter++) {
                race.thread("submitter " + submitter, () -> {
                    int lane = (int) Thread.currentThread().threadId() % LANES;
                    lanes.add(lane);
                    tasks(lane, 100).forEach(intake::push);
                });
            }
            race.run();
        }
        assertThat(intake.size()).isEqualTo(100 * 2 * LANES);
        Set<Integer> seen = new HashSet<>();
        for (int turn = 0; turn < LANES; turn++) {
            Injector<Runnable> lane = Objects.requireNonNull(intake.readyLane(turn, turn % 2 == 0 ? 1 : -1));
            if (lane.stealBatchInto(local, 1) instanceof Steal.Stolen<Runnable>(Runnable task)) {
                seen.add(given(task).submitter());
            }
        }
        assertThat(seen).isEqualTo(lanes);
    }

    @Test
    void anEmptyLaneIsPassedOverAndANumberOfAnySizeIsALane() {
        tasks(0, LANES + 3).forEach(intake::push);
        for (int from : new int[] {0, 1, 2, 3, -1, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            Injector<Runnable> lane = Objects.requireNonNull(intake.readyLane(from, 1));
            assertThat(lane.steal()).isInstanceOf(Steal.Stolen.class);
        }
        assertThat(intake.isEmpty()).isTrue();
    }

    @Test
    void itIsNotEmptyForWhoDrainsItWhileATaskIsOnItsWayIn() {
        tasks(0, 1).forEach(intake::push);
        Injector<Runnable> lane = Objects.requireNonNull(intake.readyLane(0, 1));
        assertThat(lane.steal()).isInstanceOf(Steal.Stolen.class);
        assertThat(intake.steal()).isInstanceOf(Steal.Empty.class);
        int slot = lane.head().claim(); // a submitter that is stopped here
        assertThat(intake.steal()).isInstanceOf(Steal.Lost.class);
        assertThat(intake.isEmpty()).isFalse();
        lane.head().fill(slot, new Numbered(0, 1));
        assertThat(intake.steal()).isEqualTo(new Steal.Stolen<>(new Numbered(0, 1)));
    }

    @Test
    void whatIsHandedOnComesInWhenItIsClosedToo() {
        tasks(0, 3).forEach(intake::push);
        intake.close();
        assertThat(intake.push(new Numbered(0, 9))).isFalse();
        intake.handOn(new Numbered(1, 7));
        assertThat(intake.size()).isEqualTo(4);
        assertThat(Objects.requireNonNull(intake.readyLane(2, -1)).steal())
                .isEqualTo(new Steal.Stolen<>(new Numbered(1, 7)));
        intake.handOn(new Numbered(1, 8));
        List<Runnable> drained = new ArrayList<>();
        while (intake.steal() instanceof Steal.Stolen<Runnable>(Runnable task)) {
            assertThat(intake.isEmpty()).isEqualTo(drained.size() == 3);
            drained.add(task);
        }
        assertThat(drained)
                .containsAll(tasks(0, 3))
                .contains(new Numbered(1, 8))
                .hasSize(4);
    }

    @Test
    void whoDrainsItWhileOthersPushFindsEachTaskOnce() throws InterruptedException {
        int submitters = 3;
        int each = 20_000;
        AtomicInteger left = new AtomicInteger(submitters * each);
        List<Numbered> found = new ArrayList<>();
        try (Race race = Race.within(Duration.ofSeconds(60))) {
            for (int submitter = 0; submitter < submitters; submitter++) {
                List<Runnable> mine = tasks(submitter, each);
                race.thread("submitter " + submitter, () -> mine.forEach(intake::push));
            }
            race.thread("drain", () -> {
                while (left.get() > 0) {
                    if (intake.steal() instanceof Steal.Stolen<Runnable>(Runnable task)) {
                        found.add(given(task));
                        left.decrementAndGet();
                    } else {
                        Thread.yield();
                    }
                }
            });
            race.run();
        }
        assertThat(found).hasSize(submitters * each).doesNotHaveDuplicates();
        for (int submitter = 0; submitter < submitters; submitter++) {
            int me = submitter;
            assertThat(found.stream().filter(task -> task.submitter() == me).map(Numbered::number))
                    .isSorted();
        }
        assertThat(intake.isEmpty()).isTrue();
    }
}
