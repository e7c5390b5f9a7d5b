package happensbefore.workbook.bench;

import happensbefore.workbook.machine.Choices;
import java.awt.AWTError;
import java.awt.Color;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.style.markers.SeriesMarkers;

/// Bar charts with error bars, as SVG.
///
/// Drawing text needs the JDK's font support, which a bare container lacks: then there is no chart, and the reports say
/// so; the tables hold all the numbers.
final class BenchChart {
    private static final int HEIGHT = 480;
    private static final int LEAST_WIDTH = 640;
    private static final int BAR = 70;
    private static final Color BLUE = new Color(0x2F6DB3);
    private static final Color GRAY = new Color(0x808080);

    private BenchChart() {}

    /// The scores of one answer.
    static Optional<String> scores(Answer answer) {
        List<Score> scores = answer.scores();
        return draw(
                BenchMarkdown.chartTitle(answer),
                answer.ours().unit(),
                scores.stream().map(Score::implementation).toList(),
                scores.stream().map(Score::mean).toList(),
                scores.stream().map(Score::error).toList(),
                false);
    }

    /// All ratios, with a line at 1.
    static Optional<String> ratios(String title, List<Answer> answers) {
        List<String> names = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        for (Answer answer : answers) {
            for (Answer.Peer peer : answer.peers()) {
                names.add("%s / %s, %d thr"
                        .formatted(
                                Choices.simpleName(answer.type()).replace("Benchmark", ""),
                                peer.score().implementation(),
                                answer.threads()));
                values.add(peer.ratio().value());
                errors.add(peer.ratio().error());
            }
        }
        return draw(title, "ours / peer", names, values, errors, true);
    }

    private static Optional<String> draw(
            String title,
            String unit,
            List<String> names,
            List<Double> values,
            List<Double> errors,
            boolean lineAtOne) {
        if (names.isEmpty()) {
            return Optional.empty();
        }
        System.setProperty("java.awt.headless", "true");
        try {
            CategoryChart chart = new CategoryChartBuilder()
                    .width(Math.max(LEAST_WIDTH, 200 + BAR * names.size()))
                    .height(lineAtOne ? HEIGHT + 160 : HEIGHT)
                    .title(title)
                    .yAxisTitle(unit)
                    .build();
            chart.getStyler().setLegendVisible(false);
            chart.getStyler().setOverlapped(true);
            chart.getStyler().setChartBackgroundColor(Color.WHITE);
            chart.getStyler().setXAxisLabelRotation(lineAtOne ? 60 : 20);
            CategorySeries bars = chart.addSeries(unit, names, values, known(errors));
            bars.setFillColor(BLUE);
            if (lineAtOne) {
                CategorySeries level = chart.addSeries(
                        "level", names, names.stream().map(name -> 1.0).toList());
                level.setChartCategorySeriesRenderStyle(CategorySeries.CategorySeriesRenderStyle.Line);
                level.setLineColor(GRAY);
                level.setMarker(SeriesMarkers.NONE);
            }
            return Optional.of(new String(ChartEncoder.getBytes(chart, "svg"), StandardCharsets.UTF_8));
        } catch (IOException | LinkageError | InternalError | AWTError e) {
            return Optional.empty();
        }
    }

    private static List<Double> known(List<Double> errors) {
        return errors.stream().map(error -> Double.isNaN(error) ? 0.0 : error).toList();
    }
}
