package happensbefore.workbook.demo;

import happensbefore.demos.Mark;
import happensbefore.workbook.demo.DemoRun.Arrow;
import happensbefore.workbook.demo.DemoRun.Bar;
import happensbefore.workbook.demo.DemoRun.Lane;
import happensbefore.workbook.demo.DemoRun.Metric;
import happensbefore.workbook.demo.DemoRun.Tick;
import happensbefore.workbook.text.Ink;
import happensbefore.workbook.text.Look;
import happensbefore.workbook.text.Page;
import happensbefore.workbook.text.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/// A run on the terminal: its lanes, its legend and its metrics. Where there is no room to draw, and for a screen
/// reader, each lane's shares in words.
final class DemoText {
    private static final int NARROWEST = 50;
    private static final int LONGEST_NAME = 16;
    private static final int BETWEEN_TICKS = 12;
    private static final String STEALS =
            "1 below a lane: here it stole a task from the first lane; 2 from the second, and so on";

    private DemoText() {}

    static Page of(Look look, DemoRun run) {
        Page page = new Page(look);
        page.text("", run.topic() + ": " + run.line(), Ink.HEAD);
        page.text(Words.asked(run) + ".");
        run.caveats().forEach(page::text);
        page.gap();
        long hidden = look.plain() || look.width() < NARROWEST ? inWords(page, run) : drawn(page, run);
        page.gap();
        page.text(Words.drawn(run));
        String rest = Words.notDrawn(run, Map.of("shorter than a column", hidden));
        if (!rest.isEmpty()) {
            page.text(rest);
        }
        page.gap();
        metrics(page, run.metrics());
        return page;
    }

    private static long inWords(Page page, DemoRun run) {
        for (Lane lane : run.lanes()) {
            page.text("  ", lane.thread() + ": " + Words.shares(run, lane));
        }
        return 0;
    }

    /// @return how many spans have no column
    private static long drawn(Page page, DemoRun run) {
        boolean unicode = page.look().unicode();
        int names = run.lanes().stream()
                .mapToInt(lane -> Math.min(LONGEST_NAME, lane.thread().length()))
                .max()
                .orElse(0);
        int columns = page.look().width() - names - 3;
        long hidden = 0;
        for (Lane lane : run.lanes()) {
            List<@Nullable Bar> cells = Cells.of(lane, run.windowNanos(), columns);
            hidden += Cells.hidden(lane, cells);
            AttributedStringBuilder line =
                    new AttributedStringBuilder().append(("%-" + names + "s  ").formatted(cut(lane.thread(), unicode)));
            Set<Bar> others = everyOther(lane.bars());
            for (@Nullable Bar bar : cells) {
                boolean other = bar != null && others.contains(bar);
                glyph(line, run, bar == null ? null : bar.span(), other, unicode);
            }
            page.line(line.toAttributedString());
            events(page, run, lane, names, columns);
            steals(page, run, run.lanes().indexOf(lane), names, columns);
        }
        axis(page, run, names, columns);
        page.gap();
        for (Mark mark : run.marks()) {
            AttributedStringBuilder line = new AttributedStringBuilder();
            glyph(line, run, mark.name(), false, unicode);
            page.text(
                    new AttributedString("  "),
                    "    ",
                    line.append(" " + mark.name() + ": " + mark.meaning()).toAttributedString());
        }
        if (run.has(Arrow.Kind.STEAL)) {
            page.text("  ", STEALS);
        }
        if (run.hasOthers()) {
            page.text("  ", glyph(null, false, unicode) + " " + Words.OTHERS);
        }
        return hidden;
    }

    /// Every second of the spans of a name.
    private static Set<Bar> everyOther(List<Bar> bars) {
        Map<String, Integer> seen = new HashMap<>();
        Set<Bar> others = new HashSet<>();
        for (Bar bar : bars) {
            if (seen.merge(bar.span(), 1, Integer::sum) % 2 == 0) {
                others.add(bar);
            }
        }
        return others;
    }

    private static String cut(String name, boolean unicode) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME - 1) + (unicode ? "…" : "~");
    }

    private static void glyph(
            AttributedStringBuilder line, DemoRun run, @Nullable String name, boolean other, boolean unicode) {
        if (name == null) {
            line.append(" ");
            return;
        }
        Mark.@Nullable Role role = run.mark(name).map(Mark::role).orElse(null);
        line.append(glyph(role, other, unicode), style(role));
    }

    /// @param other whether it is every other span: so that work on end is told apart
    private static String glyph(Mark.@Nullable Role role, boolean other, boolean unicode) {
        return switch (role) {
            case null -> "?";
            case WORK -> unicode ? other ? "▓" : "█" : other ? "%" : "#";
            case HAND_OVER -> unicode ? "░" : "=";
            case WAIT -> unicode ? "·" : ".";
            case STALL -> "X";
            case EVENT -> "!";
        };
    }

    private static AttributedStyle style(Mark.@Nullable Role role) {
        return switch (role) {
            case null -> AttributedStyle.DEFAULT;
            case WORK -> Ink.CODE;
            case HAND_OVER -> Ink.NOTICE;
            case WAIT -> Ink.FAINT;
            case STALL, EVENT -> Ink.BAD;
        };
    }

    /// Below the lane, where there are any.
    private static void events(Page page, DemoRun run, Lane lane, int names, int columns) {
        if (lane.ticks().isEmpty()) {
            return;
        }
        boolean[] marked = new boolean[columns];
        for (Tick tick : lane.ticks()) {
            marked[Cells.column(tick.at(), run.windowNanos(), columns)] = true;
        }
        AttributedStringBuilder line = new AttributedStringBuilder().append(" ".repeat(names + 2));
        for (boolean mark : marked) {
            line.append(mark ? glyph(Mark.Role.EVENT, false, true) : " ", style(Mark.Role.EVENT));
        }
        page.line(line.toAttributedString());
    }

    /// Below the lane of the thief the number of the owner's, where there are any.
    private static void steals(Page page, DemoRun run, int lane, int names, int columns) {
        char[] marks = new char[columns];
        Arrays.fill(marks, ' ');
        run.arrows().stream()
                .filter(arrow -> arrow.kind() == Arrow.Kind.STEAL && arrow.toLane() == lane)
                .filter(arrow -> arrow.to() >= 0)
                .forEach(arrow -> marks[Cells.column(arrow.to(), run.windowNanos(), columns)] =
                        arrow.fromLane() < 9 ? Character.forDigit(arrow.fromLane() + 1, 10) : '+');
        String line = new String(marks).stripTrailing();
        if (!line.isEmpty()) {
            page.line(Ink.of(" ".repeat(names + 2) + line, style(Mark.Role.EVENT)));
        }
    }

    private static void axis(Page page, DemoRun run, int names, int columns) {
        Scale scale = Scale.of(run.windowNanos());
        StringBuilder line = new StringBuilder(" ".repeat(names + 2));
        for (long tick : scale.ticks(run.windowNanos(), Math.max(1, columns / BETWEEN_TICKS))) {
            int at = names + 2 + Cells.column(tick, run.windowNanos(), columns);
            String label = (page.look().unicode() ? "╰" : "|") + scale.tick(tick);
            if (at + label.length() + scale.unit().length() + 1 < page.look().width()) {
                line.append(" ".repeat(Math.max(0, at - line.length()))).append(label);
            }
        }
        page.line(Ink.of(line + " " + scale.unit(), Ink.FAINT));
    }

    private static void metrics(Page page, List<Metric> metrics) {
        List<Metric> moved = metrics.stream().filter(metric -> !isZero(metric)).toList();
        List<List<AttributedString>> rows = new ArrayList<>();
        rows.add(List.of(Ink.of("metric", Ink.HEAD), Ink.of("at the end", Ink.HEAD)));
        moved.forEach(metric -> rows.add(row(Metrics.title(metric), Metrics.value(metric))));
        List<List<AttributedString>> byName = new ArrayList<>(rows.subList(0, 1));
        byName(moved).forEach((name, points) -> byName.addAll(rows(name, points)));
        boolean shorter = !page.look().plain() && !Table.fits(page, "", rows) && Table.fits(page, "", byName);
        Table.render(page, "", shorter ? byName : rows);
        String zero = shorter ? zeroByName(metrics) : zero(metrics);
        if (!zero.isEmpty()) {
            page.text("    ", zero);
        }
    }

    private static boolean isZero(Metric metric) {
        return metric.value() == 0 && metric.count() == 0;
    }

    private static Map<String, List<Metric>> byName(List<Metric> metrics) {
        return metrics.stream().collect(Collectors.groupingBy(Metric::name, LinkedHashMap::new, Collectors.toList()));
    }

    private static List<AttributedString> row(String title, String value) {
        return List.of(new AttributedString(title), new AttributedString(value));
    }

    /// The name once, and below it each of its points.
    private static List<List<AttributedString>> rows(String name, List<Metric> points) {
        List<List<AttributedString>> rows = new ArrayList<>();
        if (points.stream().noneMatch(point -> Metrics.attributesInShort(point).isEmpty())) {
            rows.add(row(name, ""));
            points.forEach(point -> rows.add(row("  " + Metrics.attributesInShort(point), Metrics.value(point))));
        } else {
            points.forEach(point -> rows.add(row(Metrics.title(point), Metrics.value(point))));
        }
        return rows;
    }

    /// `At 0: a (state=failed; state=filtered), b.`
    private static String zeroByName(List<Metric> metrics) {
        List<String> zero = new ArrayList<>();
        byName(metrics.stream().filter(DemoText::isZero).toList()).forEach((name, points) -> {
            String which = points.stream()
                    .map(Metrics::attributesInShort)
                    .filter(attributes -> !attributes.isEmpty())
                    .collect(Collectors.joining("; "));
            zero.add(name + (which.isEmpty() ? "" : " (" + which + ")"));
        });
        return zero.isEmpty() ? "" : zero.stream().collect(Collectors.joining(", ", "At 0: ", "."));
    }

    /// `At 0: a, b.`; nothing when no metric is.
    static String zero(List<Metric> metrics) {
        List<String> zero =
                metrics.stream().filter(DemoText::isZero).map(Metrics::title).toList();
        return zero.isEmpty() ? "" : zero.stream().collect(Collectors.joining(", ", "At 0: ", "."));
    }
}
