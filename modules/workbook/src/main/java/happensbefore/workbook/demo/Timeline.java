package happensbefore.workbook.demo;

import happensbefore.telemetry.receiver.ReceivedSpan;
import happensbefore.workbook.demo.DemoRun.Arrow;
import happensbefore.workbook.demo.DemoRun.Bar;
import happensbefore.workbook.demo.DemoRun.Lane;
import happensbefore.workbook.demo.DemoRun.Tick;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Received spans as lanes: a lane for each thread that any span names, and in it the spans of a part of the run.
///
/// - Invariant: `drawn` and all of `notDrawn` add up to the spans that were given.
///
/// @param around the span that the part lies around; null for the middle of the run, or all of it
record Timeline(
        @Nullable String around,
        long nanos,
        List<Lane> lanes,
        List<Arrow> arrows,
        long drawn,
        Map<String, Long> notDrawn) {
    static final String OUTSIDE = "outside of the part that is drawn";
    static final String NO_THREAD = "of a thread that is not named";

    private static final String WORKER = "happensbefore.worker";
    private static final String VICTIM = "happensbefore.task.victim";

    /// More spans than these are hard to tell apart.
    static final int MOST = 130;

    /// No picture shows less of its part than one of so many.
    private static final int FINEST = 800;

    /// A span on its thread.
    private record Placed(ReceivedSpan span, long thread, String name) {}

    /// A place in the picture.
    private record Drawn(int lane, Bar bar) {}

    /// @param order what the lanes' names begin with, first come first
    /// @param focus the name of the span to draw around, if one was received
    static Timeline of(List<ReceivedSpan> received, List<String> order, Optional<String> focus) {
        List<Placed> placed = new ArrayList<>();
        for (ReceivedSpan span : received) {
            if (span.attributes().get("thread.id") instanceof Long id
                    && span.attributes().get("thread.name") instanceof String name) {
                placed.add(new Placed(span, id, name));
            }
        }
        Map<String, Long> notDrawn = new TreeMap<>();
        count(notDrawn, NO_THREAD, received.size() - placed.size());
        if (placed.isEmpty()) {
            return new Timeline(null, 0, List.of(), List.of(), 0, notDrawn);
        }
        Optional<ReceivedSpan> center = focus.flatMap(name -> placed.stream()
                .map(Placed::span)
                .filter(span -> span.name().equals(name))
                .min(Comparator.comparingLong(ReceivedSpan::startEpochNanos)));
        Window window = Window.of(placed.stream().map(Placed::span).toList(), center, MOST);
        Map<String, Drawn> bySpan = new HashMap<>();
        Map<Long, Integer> byThread = new HashMap<>();
        List<Lane> lanes = lanes(placed, order, window, byThread, bySpan);
        count(notDrawn, OUTSIDE, placed.size() - bySpan.size());
        return new Timeline(
                window.whole() ? null : center.map(ReceivedSpan::name).orElse(null),
                window.nanos(),
                lanes,
                arrows(placed, byThread, bySpan),
                bySpan.size(),
                notDrawn);
    }

    private static void count(Map<String, Long> notDrawn, String reason, long spans) {
        if (spans > 0) {
            notDrawn.put(reason, spans);
        }
    }

    private static List<Lane> lanes(
            List<Placed> placed,
            List<String> order,
            Window window,
            Map<Long, Integer> byThread,
            Map<String, Drawn> bySpan) {
        List<List<Placed>> ordered = placed.stream().collect(Collectors.groupingBy(Placed::thread)).values().stream()
                .sorted(Comparator.comparingInt((List<Placed> lane) -> rank(lane.getFirst(), order))
                        .thenComparing(lane -> sortable(lane.getFirst()))
                        .thenComparingLong(lane -> lane.getFirst().thread()))
                .toList();
        List<Lane> lanes = new ArrayList<>();
        for (List<Placed> thread : ordered) {
            byThread.put(thread.getFirst().thread(), lanes.size());
            lanes.add(lane(lanes.size(), thread, window, bySpan));
        }
        return lanes;
    }

    private static int rank(Placed placed, List<String> order) {
        for (int rank = 0; rank < order.size(); rank++) {
            if (placed.name().startsWith(order.get(rank))) {
                return rank;
            }
        }
        return order.size();
    }

    /// `worker-10` after `worker-9`.
    private static String sortable(Placed placed) {
        StringBuilder out = new StringBuilder();
        for (String part : placed.name().split("(?<=\\D)(?=\\d)|(?<=\\d)(?=\\D)", -1)) {
            boolean number = !part.isEmpty() && Character.isDigit(part.charAt(0));
            out.append(number ? "0".repeat(Math.max(0, 20 - part.length())) : "")
                    .append(part);
        }
        return out.toString();
    }

    private static Lane lane(int number, List<Placed> thread, Window window, Map<String, Drawn> bySpan) {
        List<ReceivedSpan> spans = thread.stream()
                .map(Placed::span)
                .filter(window::shows)
                .sorted(Comparator.comparingLong(ReceivedSpan::startEpochNanos)
                        .thenComparing(Comparator.comparingLong(ReceivedSpan::endEpochNanos)
                                .reversed()))
                .toList();
        List<Bar> bars = new ArrayList<>();
        List<Tick> ticks = new ArrayList<>();
        List<Long> levels = new ArrayList<>();
        for (ReceivedSpan span : spans) {
            Bar bar = new Bar(
                    span.name(),
                    span.startEpochNanos() - window.begin(),
                    span.endEpochNanos() - window.begin(),
                    depth(levels, span, window.nanos() / FINEST));
            bars.add(bar);
            bySpan.put(id(span.traceId(), span.spanId()), new Drawn(number, bar));
            for (ReceivedSpan.Event event : span.events()) {
                if (window.holds(event.epochNanos())) {
                    ticks.add(new Tick(event.name(), event.epochNanos() - window.begin()));
                }
            }
        }
        return new Lane(thread.getFirst().name(), bars, ticks);
    }

    /// The lowest level that is free when the span begins, or as good as; it is taken until the span ends.
    ///
    /// @param overlap too short to be seen
    private static int depth(List<Long> takenUntil, ReceivedSpan span, long overlap) {
        for (int level = 0; level < takenUntil.size(); level++) {
            if (takenUntil.get(level) <= span.startEpochNanos() + overlap) {
                takenUntil.set(level, span.endEpochNanos());
                return level;
            }
        }
        takenUntil.add(span.endEpochNanos());
        return takenUntil.size() - 1;
    }

    private static List<Arrow> arrows(List<Placed> placed, Map<Long, Integer> lanes, Map<String, Drawn> bySpan) {
        Map<Long, Integer> workers = new HashMap<>();
        for (Placed each : placed) {
            if (each.span().attributes().get(WORKER) instanceof Long worker) {
                workers.put(worker, Objects.requireNonNull(lanes.get(each.thread())));
            }
        }
        List<Arrow> arrows = new ArrayList<>();
        for (Placed each : placed) {
            Drawn to = bySpan.get(id(each.span().traceId(), each.span().spanId()));
            if (to != null) {
                arrows.addAll(links(each.span(), to, bySpan));
                Integer victim =
                        each.span().attributes().get(VICTIM) instanceof Long number ? workers.get(number) : null;
                if (victim != null) {
                    long start = to.bar().start();
                    arrows.add(new Arrow(Arrow.Kind.STEAL, victim, start, to.lane(), start));
                }
            }
        }
        arrows.sort(Comparator.comparingLong(Arrow::from).thenComparingLong(Arrow::to));
        return arrows;
    }

    private static List<Arrow> links(ReceivedSpan span, Drawn to, Map<String, Drawn> bySpan) {
        List<Arrow> arrows = new ArrayList<>();
        for (ReceivedSpan.Link link : span.links()) {
            Drawn from = bySpan.get(id(link.traceId(), link.spanId()));
            if (from != null) {
                long begin = Math.min(from.bar().end(), to.bar().start());
                arrows.add(new Arrow(
                        Arrow.Kind.LINK, from.lane(), begin, to.lane(), to.bar().start()));
            }
        }
        return arrows;
    }

    private static String id(String trace, String span) {
        return trace + "/" + span;
    }
}
