package happensbefore.workbook.dev;

import happensbefore.tasks.Aimd;
import happensbefore.tasks.Gradient;
import happensbefore.tasks.LimitRule;
import happensbefore.tasks.LimitSimulation;
import happensbefore.tasks.LimitSimulation.Phase;
import happensbefore.tasks.LimitSimulation.Point;
import happensbefore.workbook.bench.Svg;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/// How the adaptive limits follow a backend that changes: a picture over time, and a table of each phase's second half.
///
/// Simulated in virtual time with a fixed seed: every run gives the same numbers.
public final class LimitChart {
    private static final Duration LENGTH = Duration.ofSeconds(20);
    private static final Duration EVERY = Duration.ofMillis(100);
    private static final long SEED = 1;
    private static final List<Phase> PHASES = List.of(
            new Phase(LENGTH, 20, Duration.ofMillis(10)),
            new Phase(LENGTH, 5, Duration.ofMillis(10)),
            new Phase(LENGTH, 40, Duration.ofMillis(10)),
            new Phase(LENGTH, 20, Duration.ofMillis(30)));
    private static final Dimension SIZE = new Dimension(860, 420);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final Color INK = new Color(0x1F2328);
    private static final Color GRID = new Color(0xD9DEE3);
    private static final List<Color> LINES = List.of(new Color(0x9AA4AE), new Color(0xD1602B), new Color(0x2F6DB3));

    private LimitChart() {}

    private static Map<String, List<Point>> runs() {
        Map<String, LimitRule> rules = new LinkedHashMap<>();
        rules.put("AIMD", new Aimd(1, 200, Duration.ofMillis(15), 0.8));
        rules.put("gradient", new Gradient(1, 200, 1.1, 50));
        Map<String, List<Point>> runs = new LinkedHashMap<>();
        rules.forEach((name, rule) -> runs.put(name, LimitSimulation.run(rule, PHASES, EVERY, SEED)));
        return runs;
    }

    /// The table as Markdown, one string a line.
    public static List<String> table() {
        Map<String, List<Point>> runs = runs();
        List<String> lines = new ArrayList<>();
        lines.add("| capacity | service | rule | mean limit | calls/s, of those possible | mean latency |");
        lines.add("|---|---|---|---|---|---|");
        for (int phase = 0; phase < PHASES.size(); phase++) {
            int number = phase;
            runs.forEach((name, points) -> lines.add(row(number, name, points)));
        }
        return lines;
    }

    private static String row(int phase, String rule, List<Point> points) {
        List<Point> all =
                points.stream().filter(point -> point.phase() == phase).toList();
        List<Point> settled = all.subList(all.size() / 2, all.size());
        Point first = settled.getFirst();
        Point last = settled.getLast();
        Phase backend = PHASES.get(phase);
        long calls = last.completed() - first.completed();
        double perSecond = calls / (last.seconds() - first.seconds());
        double possible = backend.workers() / (backend.service().toNanos() / 1e9);
        return String.format(
                Locale.ROOT,
                "| %d | %d ms | %s | %.1f | %.0f, %.0f %% | %.1f ms |",
                backend.workers(),
                backend.service().toMillis(),
                rule,
                settled.stream().mapToInt(Point::limit).average().orElseThrow(),
                perSecond,
                100 * perSecond / possible,
                (last.latencyNanos() - first.latencyNanos()) / 1e6 / calls);
    }

    /// The picture as SVG.
    static String svg() {
        Map<String, List<Point>> runs = runs();
        XYSeriesCollection lines = new XYSeriesCollection();
        lines.addSeries(
                series("capacity of the backend", runs.values().iterator().next(), Point::workers));
        runs.forEach((name, points) -> lines.addSeries(series("limit, " + name, points, Point::limit)));
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setDrawSeriesLineAsPath(true);
        for (int i = 0; i < LINES.size(); i++) {
            renderer.setSeriesPaint(i, LINES.get(i));
            renderer.setSeriesStroke(i, new BasicStroke(i == 0 ? 3f : 1.4f));
        }
        XYPlot plot = new XYPlot(lines, axis("seconds"), axis("calls in flight"), renderer);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(GRID);
        String title = "Adaptive limits in front of a backend that changes, simulated";
        JFreeChart chart = new JFreeChart(title, TITLE, plot, true);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(8, 8, 4, 8));
        chart.getLegend().setItemFont(TEXT);
        return Svg.draw(
                "adaptive-limit",
                title,
                SIZE,
                graphics -> chart.draw(graphics, new Rectangle2D.Double(0, 0, SIZE.width, SIZE.height)));
    }

    private static XYSeries series(String name, List<Point> points, ToDoubleFunction<Point> value) {
        XYSeries series = new XYSeries(name);
        points.forEach(point -> series.add(point.seconds(), value.applyAsDouble(point)));
        return series;
    }

    private static NumberAxis axis(String label) {
        NumberAxis axis = new NumberAxis(label);
        axis.setLabelFont(TEXT);
        axis.setTickLabelFont(TEXT);
        axis.setLabelPaint(INK);
        axis.setTickLabelPaint(INK);
        return axis;
    }
}
