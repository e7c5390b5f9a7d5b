package happensbefore.workbook.demo;

import happensbefore.demos.Mark;
import happensbefore.telemetry.receiver.ReceivedSpan;
import happensbefore.workbook.machine.Machine;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Spans with times in microseconds, and a small run made of them: two threads, a hand-over, a nested span, an event,
/// and
/// names that a terminal or XML could trip over.
final class FixedSpans {
    private static final long BEGIN = 1_800_000_000_000_000_000L;

    private final List<ReceivedSpan> spans = new ArrayList<>();

    /// @return the span's id
    String add(String thread, String name, long from, long to, String... links) {
        return add(Map.of("thread.name", thread, "thread.id", (long) thread.hashCode()), name, from, to, links);
    }

    String add(Map<String, Object> attributes, String name, long from, long to, String... links) {
        return add(attributes, name, from, to, List.of(), links);
    }

    String add(
            Map<String, Object> attributes,
            String name,
            long from,
            long to,
            List<ReceivedSpan.Event> events,
            String... links) {
        String id = String.format("%016x", spans.size() + 1);
        spans.add(new ReceivedSpan(
                "demo",
                "test",
                name,
                SpanKind.INTERNAL,
                "0".repeat(31) + "1",
                id,
                null,
                List.of(links).stream()
                        .map(link -> new ReceivedSpan.Link("0".repeat(31) + "1", link, Map.of()))
                        .toList(),
                attributes,
                nanos(from),
                nanos(to),
                StatusCode.UNSET,
                "",
                events));
        return id;
    }

    static long nanos(long micros) {
        return BEGIN + TimeUnit.MICROSECONDS.toNanos(micros);
    }

    List<ReceivedSpan> spans() {
        return spans;
    }

    static DemoRun run() {
        return run(List.of(
                new DemoRun.Metric(
                        "happensbefore.queue.retries",
                        Map.of("operation", "poll", "happensbefore.queue.name", "jobs"),
                        "{retry}",
                        12_345,
                        0),
                new DemoRun.Metric("happensbefore.queue.size", Map.of(), "{item}", 0, 0),
                new DemoRun.Metric("happensbefore.wait", Map.of("side", "a|b"), "s", 1.5, 4),
                new DemoRun.Metric("happensbefore.wait.time", Map.of(), "s", 0.00125, 0)));
    }

    static DemoRun run(List<DemoRun.Metric> metrics) {
        FixedSpans fixed = new FixedSpans();
        String first = fixed.add("worker-1", "put <item>", 0, 1_000);
        fixed.add("worker-1", "work", 1_200, 5_000);
        fixed.add(
                Map.of("thread.name", "worker-1", "thread.id", (long) "worker-1".hashCode()),
                "stall",
                2_000,
                3_500,
                List.of(new ReceivedSpan.Event("refused", nanos(3_000), Map.of())));
        String second = fixed.add("worker-1", "put <item>", 5_000, 5_010);
        fixed.add(
                Map.of(
                        "thread.name",
                        "worker-2",
                        "thread.id",
                        (long) "worker-2".hashCode(),
                        "happensbefore.worker",
                        2L),
                "take",
                0,
                1_000);
        fixed.add("worker-2", "work", 1_000, 4_000, first);
        fixed.add("worker-2", "work", 4_000, 5_000);
        fixed.add("worker-2", "take", 5_000, 6_000);
        fixed.add("worker-2", "work", 6_000, 8_000, second);
        fixed.add(
                Map.of(
                        "thread.name",
                        "worker-10",
                        "thread.id",
                        (long) "worker-10".hashCode(),
                        "happensbefore.worker",
                        10L,
                        "happensbefore.task.victim",
                        2L),
                "something else",
                3_000,
                6_000);
        Timeline timeline = Timeline.of(fixed.spans(), List.of(), Optional.empty());
        Map<String, Long> notDrawn = new HashMap<>(timeline.notDrawn());
        notDrawn.put(Timeline.OUTSIDE, 1_990L);
        return new DemoRun(
                DemoRun.SCHEMA,
                "2026-01-02T03:04:05Z",
                "./workbook demo lock-free --threads 3 --seconds 2 --seed 1",
                "lock-free",
                "a run that never was, <b>& more",
                new Machine("A | CPU", 2, "OS", "JVM"),
                List.of("The machine is busy."),
                3,
                2,
                1,
                new DemoRun.Spans(2_000, 2_000, timeline.drawn(), notDrawn),
                "work",
                timeline.nanos(),
                List.of(
                        new Mark("work", Mark.Role.WORK, "it works"),
                        new Mark("put <item>", Mark.Role.HAND_OVER, "it hands over"),
                        new Mark("take", Mark.Role.WAIT, "it waits"),
                        new Mark("stall", Mark.Role.STALL, "it is held up"),
                        new Mark("refused", Mark.Role.EVENT, "it was refused")),
                timeline.lanes(),
                timeline.arrows(),
                metrics);
    }
}
