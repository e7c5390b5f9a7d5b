package happensbefore.workbook.demo;

import happensbefore.demos.Mark;
import happensbefore.workbook.machine.Machine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A run of a demo as it is printed, kept and drawn: its JSON form is this. `docs/json.md` is its description.
///
/// All but what was asked for, the machine and [Spans#recorded] is what the receiver got. Times are nanoseconds since
/// the picture begins.
///
/// @param command what repeats it
/// @param line what the load is
/// @param around the span that the picture is drawn around; null for the middle of the run, or all of it
/// @param windowNanos how long the picture is
record DemoRun(
        int schema,
        String when,
        String command,
        String topic,
        String line,
        Machine machine,
        List<String> caveats,
        int threads,
        int seconds,
        long seed,
        Spans spans,
        @Nullable String around,
        long windowNanos,
        List<Mark> marks,
        List<Lane> lanes,
        List<Arrow> arrows,
        List<Metric> metrics) {
    static final int SCHEMA = 1;

    DemoRun {
        caveats = List.copyOf(caveats);
        marks = List.copyOf(marks);
        lanes = List.copyOf(lanes);
        arrows = List.copyOf(arrows);
        metrics = List.copyOf(metrics);
    }

    /// @param recorded how many ended, as the sender counted them
    /// @param notDrawn by reason
    record Spans(long recorded, long received, long drawn, Map<String, Long> notDrawn) {
        Spans {
            notDrawn = Map.copyOf(notDrawn);
        }
    }

    /// What one thread did.
    record Lane(String thread, List<Bar> bars, List<Tick> ticks) {
        Lane {
            bars = List.copyOf(bars);
            ticks = List.copyOf(ticks);
        }
    }

    /// A span. It may begin before the picture, and end after it.
    ///
    /// @param depth 0 for the outermost of those that run at the same time on the same thread
    record Bar(String span, long start, long end, int depth) {}

    /// An event of a span that is drawn.
    record Tick(String event, long at) {}

    /// From lane to lane, which are meant by index.
    record Arrow(Kind kind, int fromLane, long from, int toLane, long to) {
        enum Kind {
            /// A link between two spans that are drawn, from the earlier to the later.
            LINK,
            /// A span says that its task was stolen: from its owner's lane to the thief's, at its start.
            STEAL
        }
    }

    /// The newest value of a metric's stream.
    ///
    /// @param value a histogram's sum
    /// @param count of a histogram's measurements, else 0
    record Metric(String name, Map<String, String> attributes, String unit, double value, long count) {
        Metric {
            attributes = Map.copyOf(attributes);
        }
    }

    /// Whether a span is drawn whose name says nothing here.
    boolean hasOthers() {
        return lanes.stream()
                .flatMap(lane -> lane.bars().stream())
                .anyMatch(bar -> mark(bar.span()).isEmpty());
    }

    /// Whether there is an arrow of that kind.
    boolean has(Arrow.Kind kind) {
        return arrows.stream().anyMatch(arrow -> arrow.kind() == kind);
    }

    /// What a span or an event of that name means.
    Optional<Mark> mark(String name) {
        return marks.stream().filter(mark -> mark.name().equals(name)).findFirst();
    }
}
