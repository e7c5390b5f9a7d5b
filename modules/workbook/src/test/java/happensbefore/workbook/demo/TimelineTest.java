package happensbefore.workbook.demo;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.telemetry.receiver.ReceivedSpan;
import happensbefore.workbook.demo.DemoRun.Arrow;
import happensbefore.workbook.demo.DemoRun.Bar;
import happensbefore.workbook.demo.DemoRun.Lane;
import happensbefore.workbook.demo.DemoRun.Tick;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private final FixedSpans fixed = new FixedSpans();

    @Test
    void aThreadIsALaneAlsoWhenNoSpanOfItIsInThePart() {
        for (int i = 0; i < 1_000; i++) {
            fixed.add("busy", "work", 1_000 + i * 10, 1_000 + i * 10 + 5);
        }
        fixed.add("early", "work", 0, 10);

        Timeline timeline = timeline();

        assertThat(timeline.lanes()).extracting(Lane::thread).containsExactly("busy", "early");
        assertThat(timeline.lanes().getLast().bars()).isEmpty();
        assertThat(timeline.lanes().getFirst().bars()).hasSizeBetween(1, Timeline.MOST);
    }

    @Test
    void everySpanIsDrawnOrCountedWithTheReason() {
        for (int i = 0; i < 1_000; i++) {
            fixed.add("busy", "work", i * 10, i * 10 + 5);
        }
        fixed.add(Map.of(), "of nobody", 10, 20);
        fixed.add(Map.of("thread.name", "half"), "of half a thread", 10, 20);

        Timeline timeline = timeline();

        long bars =
                timeline.lanes().stream().mapToLong(lane -> lane.bars().size()).sum();
        assertThat(timeline.drawn()).isEqualTo(bars).isPositive();
        assertThat(timeline.notDrawn())
                .containsEntry(Timeline.NO_THREAD, 2L)
                .containsEntry(Timeline.OUTSIDE, 1_000 - bars);
    }

    @Test
    void aShortRunIsDrawnWhole() {
        fixed.add("one", "work", 0, 10);
        fixed.add("one", "work", 20, 30);

        Timeline timeline = timeline();

        assertThat(timeline.around()).isNull();
        assertThat(timeline.notDrawn()).isEmpty();
        assertThat(timeline.lanes().getFirst().bars())
                .containsExactly(new Bar("work", 0, 10_000, 0), new Bar("work", 20_000, 30_000, 0));
    }

    @Test
    void thePartLiesAroundTheFirstSpanOfTheName() {
        for (int i = 0; i < 1_000; i++) {
            fixed.add("busy", "work", i * 10, i * 10 + 5);
        }
        fixed.add("other", "stall", 9_000, 9_100);
        fixed.add("other", "stall", 2_000, 2_100);

        Timeline timeline = Timeline.of(fixed.spans(), List.of(), Optional.of("stall"));

        assertThat(timeline.around()).isEqualTo("stall");
        Bar stall = timeline.lanes().getLast().bars().getFirst();
        assertThat(stall.start() + stall.end()).isCloseTo(timeline.nanos(), within(1_000));
        assertThat(timeline.drawn()).isLessThanOrEqualTo(Timeline.MOST);
    }

    @Test
    void theSpanInTheMiddleIsShownWholeWhateverElseThereIs() {
        for (int i = 0; i < 1_000; i++) {
            fixed.add("busy", "work", i * 10, i * 10 + 5);
        }
        fixed.add("other", "stall", 2_000, 6_000);

        Timeline timeline = Timeline.of(fixed.spans(), List.of(), Optional.of("stall"));

        Bar stall = timeline.lanes().getLast().bars().getFirst();
        assertThat(stall.start()).isPositive();
        assertThat(stall.end()).isLessThan(timeline.nanos());
    }

    @Test
    void nestedSpansStandInsideAndAnOverlapThatCannotBeSeenIsNone() {
        fixed.add("one", "outer", 0, 10_000);
        fixed.add("one", "inner", 1_000, 2_000);
        fixed.add("one", "innermost", 1_000, 1_500);
        fixed.add("one", "inner", 2_000, 3_000);
        fixed.add("one", "next", 9_999, 20_000);

        assertThat(timeline().lanes().getFirst().bars())
                .extracting(bar -> bar.span() + " " + bar.depth())
                .containsExactly("outer 0", "inner 1", "innermost 2", "inner 1", "next 0");
    }

    @Test
    void aLinkIsAnArrowBetweenLanesAndNeverPointsBack() {
        String sent = fixed.add("a", "send", 0, 10);
        String slow = fixed.add("a", "send", 20, 50);
        fixed.add("b", "process", 15, 30, sent, "ffffffffffffffff");
        fixed.add("b", "process", 40, 60, slow);

        assertThat(timeline().arrows())
                .containsExactly(
                        new Arrow(Arrow.Kind.LINK, 0, 10_000, 1, 15_000),
                        new Arrow(Arrow.Kind.LINK, 0, 40_000, 1, 40_000));
    }

    @Test
    void aStealIsAnArrowFromTheLaneOfTheWorkerThatHadTheTask() {
        fixed.add(
                Map.of(
                        "thread.name",
                        "a",
                        "thread.id",
                        1L,
                        "happensbefore.worker",
                        0L,
                        "happensbefore.task.victim",
                        7L),
                "task",
                20,
                30);
        fixed.add(Map.of("thread.name", "b", "thread.id", 2L, "happensbefore.worker", 7L), "task", 0, 50);
        fixed.add(
                Map.of(
                        "thread.name",
                        "b",
                        "thread.id",
                        2L,
                        "happensbefore.worker",
                        7L,
                        "happensbefore.task.victim",
                        9L),
                "from a worker that no span names",
                60,
                70);

        assertThat(timeline().arrows()).containsExactly(new Arrow(Arrow.Kind.STEAL, 1, 20_000, 0, 20_000));
    }

    @Test
    void eventsOfDrawnSpansAreTicks() {
        fixed.add(
                Map.of("thread.name", "a", "thread.id", 1L),
                "work",
                0,
                10,
                List.of(new ReceivedSpan.Event("refused", FixedSpans.nanos(4), Map.of())));

        assertThat(timeline().lanes().getFirst().ticks())
                .containsExactly(new Tick("refused", TimeUnit.MICROSECONDS.toNanos(4)));
    }

    @Test
    void lanesAreInTheOrderAskedForThenByNumber() {
        for (String thread : List.of("worker-10", "worker-9", "a", "sink", "source")) {
            fixed.add(thread, "work", 0, 10);
        }

        assertThat(Timeline.of(fixed.spans(), List.of("source", "sink"), Optional.empty())
                        .lanes())
                .extracting(Lane::thread)
                .containsExactly("source", "sink", "a", "worker-9", "worker-10");
    }

    @Test
    void twoThreadsOfOneNameAreTwoLanes() {
        fixed.add(Map.of("thread.name", "twin", "thread.id", 1L), "work", 0, 10);
        fixed.add(Map.of("thread.name", "twin", "thread.id", 2L), "work", 0, 10);

        assertThat(timeline().lanes()).hasSize(2);
    }

    @Test
    void nothingReceivedGivesNoLane() {
        assertThat(timeline().lanes()).isEmpty();
    }

    private Timeline timeline() {
        return Timeline.of(fixed.spans(), List.of(), Optional.empty());
    }

    private static org.assertj.core.data.Offset<Long> within(long nanos) {
        return org.assertj.core.data.Offset.offset(nanos);
    }
}
