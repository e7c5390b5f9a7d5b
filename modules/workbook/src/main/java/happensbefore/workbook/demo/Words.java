package happensbefore.workbook.demo;

import happensbefore.workbook.demo.DemoRun.Bar;
import happensbefore.workbook.demo.DemoRun.Lane;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// A run in words, the same on the terminal, in a picture and on a page.
final class Words {
    /// For the legend.
    static final String OTHERS = "another span";

    private Words() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /// `4 threads, 2 s, seed 1; 4,321 spans received of 4,321 recorded`.
    static String asked(DemoRun run) {
        return "%d threads, %d s, seed %d; %s spans received of %s that ended"
                .formatted(
                        run.threads(),
                        run.seconds(),
                        run.seed(),
                        count(run.spans().received()),
                        count(run.spans().recorded()));
    }

    /// `Drawn: 120 spans, in the 21.4 ms around "stalled".`
    static String drawn(DemoRun run) {
        String time = Scale.of(run.windowNanos()).exact(run.windowNanos());
        String part = run.around() != null
                ? "in the " + time + " around \"" + run.around() + "\""
                : run.spans().notDrawn().containsKey(Timeline.OUTSIDE)
                        ? "in " + time + " in the middle of the run"
                        : "in " + time + ", the whole run";
        return "Drawn: %s spans, %s.".formatted(count(run.spans().drawn()), part);
    }

    /// `Not drawn: 4,201 outside of the part that is drawn.`; nothing when all are.
    static String notDrawn(DemoRun run, Map<String, Long> more) {
        Map<String, Long> all = new TreeMap<>(run.spans().notDrawn());
        more.forEach((reason, spans) -> all.merge(reason, spans, Long::sum));
        all.values().removeIf(spans -> spans == 0);
        return all.isEmpty()
                ? ""
                : all.entrySet().stream()
                        .map(reason -> count(reason.getValue()) + " " + reason.getKey())
                        .collect(Collectors.joining("; ", "Not drawn: ", "."));
    }

    /// What a lane's thread did, in percent of the picture: `jobs process 71 %, jobs send 1 %`. The inner of two spans
    /// counts; what is left is said to be in no span.
    static String shares(DemoRun run, Lane lane) {
        Map<String, Long> nanos = new LinkedHashMap<>();
        run.marks().forEach(mark -> nanos.put(mark.name(), 0L));
        long idle = run.windowNanos();
        for (Piece piece : Piece.of(lane.bars(), run.windowNanos())) {
            nanos.merge(piece.bar().span(), piece.nanos(), Long::sum);
            idle -= piece.nanos();
        }
        List<String> shares = nanos.entrySet().stream()
                .filter(share -> share.getValue() > 0)
                .map(share -> share.getKey() + " " + percent(share.getValue(), run.windowNanos()))
                .toList();
        return shares.isEmpty()
                ? "in no span"
                : String.join(", ", shares) + ", in no span " + percent(idle, run.windowNanos());
    }

    private static String percent(long part, long all) {
        long percent = Math.round(100.0 * part / all);
        return (percent == 0 && part > 0 ? "under 1" : percent) + " %";
    }

    /// What a reader hears who does not see the picture.
    static String said(DemoRun run) {
        return run.lanes().stream()
                .map(lane -> lane.thread() + ": " + shares(run, lane))
                .collect(Collectors.joining(
                        "; ",
                        "%d lanes over %s. "
                                .formatted(
                                        run.lanes().size(),
                                        Scale.of(run.windowNanos()).exact(run.windowNanos())),
                        "."));
    }

    /// `orders send, producer-1: 3.210 to 4.411 ms (1.201 ms)`.
    static String bar(DemoRun run, Lane lane, Bar bar) {
        Scale scale = Scale.of(run.windowNanos());
        return "%s, %s: %s to %s (%s)"
                .formatted(
                        bar.span(),
                        lane.thread(),
                        scale.number(bar.start()),
                        scale.exact(bar.end()),
                        scale.exact(bar.end() - bar.start()));
    }
}
