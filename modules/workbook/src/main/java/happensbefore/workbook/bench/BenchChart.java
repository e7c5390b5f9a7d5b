package happensbefore.workbook.bench;

import java.awt.AWTError;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisLocation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.DatasetRenderingOrder;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/// An answer as a picture: a bar a peer from 1 to our ratio, its interval, and a mark where a claim stands.
///
/// The scale is logarithmic, so that twice and half are equally long; a whisker that reaches 0 runs off the edge.
/// Drawing text needs the JDK's font support, which a bare container lacks: then there is no chart, and the
/// reports say so; the tables hold all the numbers.
final class BenchChart {
    static final String LEGEND =
            "In the charts a bar goes from 1 to the ratio on a logarithmic scale, to the right when"
                    + " ours is faster; the whisker is the interval, off the edge when it reaches 0; the black mark is what is claimed.";

    private static final int WIDTH = 800;
    private static final int ROW = 34;
    private static final int AROUND = 110;
    private static final double HALF_BAR = 0.32;
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final Color INK = new Color(0x1F2328);
    private static final Color GRID = new Color(0xD9DEE3);
    private static final List<Color> BARS =
            List.of(new Color(0x2E9E6B), new Color(0xD1602B), new Color(0x9AA4AE), new Color(0x6F9FD8));

    private BenchChart() {}

    /// @param id unlike that of every other chart on the same page
    /// @return SVG, or nothing where it cannot be drawn
    static Optional<String> of(Answer answer, String id) {
        if (answer.peers().isEmpty()) {
            return Optional.empty();
        }
        System.setProperty("java.awt.headless", "true");
        Dimension size = new Dimension(WIDTH, AROUND + ROW * answer.peers().size());
        try {
            JFreeChart chart = new JFreeChart(title(answer), TITLE, plot(answer), false);
            chart.setBackgroundPaint(Color.WHITE);
            chart.setPadding(new RectangleInsets(8, 8, 4, 8));
            chart.getTitle().setPaint(INK);
            return Optional.of(Svg.draw(
                    id,
                    title(answer),
                    size,
                    graphics -> chart.draw(graphics, new Rectangle2D.Double(0, 0, size.width, size.height))));
        } catch (LinkageError | InternalError | AWTError e) {
            return Optional.empty();
        }
    }

    private static String title(Answer answer) {
        return "%s against its peers: %s".formatted(answer.ours().implementation(), BenchMarkdown.chartTitle(answer));
    }

    private static XYPlot plot(Answer answer) {
        List<Answer.Peer> peers = answer.peers();
        double[] ends = ends(peers);
        XYPlot plot = new XYPlot();
        plot.setOrientation(PlotOrientation.HORIZONTAL);
        plot.setDatasetRenderingOrder(DatasetRenderingOrder.FORWARD);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setDomainGridlinesVisible(false);
        plot.setRangeGridlinePaint(GRID);
        plot.setRangeGridlineStroke(new BasicStroke(1));
        plot.setDomainAxis(
                0,
                names(peers.stream().map(peer -> peer.score().implementation()).toList()));
        plot.setDomainAxis(1, names(peers.stream().map(BenchChart::inWords).toList()));
        plot.setDomainAxisLocation(1, AxisLocation.TOP_OR_RIGHT);
        plot.setRangeAxis(scale(ends));
        plot.setRangeAxisLocation(AxisLocation.BOTTOM_OR_RIGHT);

        plot.setDataset(0, bars(peers));
        plot.setRenderer(0, barRenderer());
        plot.setDataset(1, whiskers(peers, ends));
        plot.setRenderer(1, whiskerRenderer());
        plot.setDataset(2, claims(peers));
        plot.setRenderer(2, claimRenderer());
        plot.addRangeMarker(new ValueMarker(0, INK, new BasicStroke(1.2f)), Layer.FOREGROUND);
        return plot;
    }

    private static SymbolAxis names(List<String> names) {
        SymbolAxis axis = new SymbolAxis(null, names.toArray(String[]::new));
        axis.setInverted(true);
        axis.setGridBandsVisible(false);
        axis.setTickLabelFont(TEXT);
        axis.setTickLabelPaint(INK);
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
        axis.setRange(-0.6, names.size() - 0.4);
        return axis;
    }

    private static String inWords(Answer.Peer peer) {
        String ratio = Numbers.withError(peer.ratio().value(), peer.ratio().error(), "±");
        return ratio + peer.decision().map(decision -> ", " + decision.words()).orElse("");
    }

    /// Ticks at the powers of two.
    private static NumberAxis scale(double[] ends) {
        NumberAxis axis = new NumberAxis("ours / peer");
        axis.setRange(ends[0], ends[1]);
        axis.setTickUnit(new NumberTickUnit(ends[1] - ends[0] > 10 ? 2 : 1, new PowerOfTwo()));
        axis.setTickLabelFont(TEXT);
        axis.setTickLabelPaint(INK);
        axis.setLabelFont(TEXT);
        axis.setLabelPaint(INK);
        axis.setAxisLineVisible(false);
        axis.setTickMarksVisible(false);
        return axis;
    }

    /// The exponents where the scale begins and ends: room for every ratio, and for the whiskers that reach less than a
    /// quarter of it.
    private static double[] ends(List<Answer.Peer> peers) {
        double low = -1;
        double high = 1;
        for (Answer.Peer peer : peers) {
            double value = peer.ratio().value();
            double error = Double.isNaN(peer.ratio().error()) ? 0 : peer.ratio().error();
            low = Math.min(low, Math.floor(log(Math.max(value - error, value / 4)) - 0.1));
            high = Math.max(high, Math.ceil(log(Math.max(value + error, peer.atLeast())) + 0.1));
        }
        return new double[] {low, high};
    }

    /// One series for each way a claim can end, and one for the peers without a claim: each has its color.
    private static XYIntervalSeriesCollection bars(List<Answer.Peer> peers) {
        XYIntervalSeriesCollection bars = new XYIntervalSeriesCollection();
        for (Ratio.Decision decision : Ratio.Decision.values()) {
            bars.addSeries(new XYIntervalSeries(decision.words()));
        }
        bars.addSeries(new XYIntervalSeries("no claim"));
        for (int at = 0; at < peers.size(); at++) {
            Answer.Peer peer = peers.get(at);
            int series = peer.decision().map(Ratio.Decision::ordinal).orElse(Ratio.Decision.values().length);
            double value = log(peer.ratio().value());
            bars.getSeries(series).add(at, at - HALF_BAR, at + HALF_BAR, value, value, value);
        }
        return bars;
    }

    private static XYBarRenderer barRenderer() {
        XYBarRenderer renderer = new XYBarRenderer();
        renderer.setBarPainter(new StandardXYBarPainter());
        renderer.setShadowVisible(false);
        renderer.setDrawBarOutline(false);
        for (Ratio.Decision decision : Ratio.Decision.values()) {
            renderer.setSeriesPaint(decision.ordinal(), color(Optional.of(decision)));
        }
        renderer.setSeriesPaint(Ratio.Decision.values().length, color(Optional.empty()));
        return renderer;
    }

    private static Color color(Optional<Ratio.Decision> decision) {
        return BARS.get(decision.map(Ratio.Decision::ordinal).orElse(BARS.size() - 1));
    }

    private static XYIntervalSeriesCollection whiskers(List<Answer.Peer> peers, double[] ends) {
        XYIntervalSeries series = new XYIntervalSeries("interval");
        for (int at = 0; at < peers.size(); at++) {
            Ratio ratio = peers.get(at).ratio();
            if (!Double.isNaN(ratio.error())) {
                double low = ratio.low() <= 0 ? ends[0] - 1 : log(ratio.low());
                series.add(at, at, at, log(ratio.value()), low, log(ratio.high()));
            }
        }
        XYIntervalSeriesCollection whiskers = new XYIntervalSeriesCollection();
        whiskers.addSeries(series);
        return whiskers;
    }

    private static XYErrorRenderer whiskerRenderer() {
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setDrawXError(false);
        renderer.setCapLength(8);
        renderer.setErrorPaint(INK);
        renderer.setErrorStroke(new BasicStroke(1.4f));
        renderer.setSeriesShapesVisible(0, false);
        return renderer;
    }

    private static XYIntervalSeriesCollection claims(List<Answer.Peer> peers) {
        XYIntervalSeries series = new XYIntervalSeries("claim");
        for (int at = 0; at < peers.size(); at++) {
            if (peers.get(at).atLeast() > 0) {
                double bound = log(peers.get(at).atLeast());
                series.add(at, at, at, bound, bound, bound);
            }
        }
        XYIntervalSeriesCollection claims = new XYIntervalSeriesCollection();
        claims.addSeries(series);
        return claims;
    }

    private static XYLineAndShapeRenderer claimRenderer() {
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        double half = ROW * (HALF_BAR + 0.1);
        renderer.setSeriesShape(0, new Rectangle2D.Double(-1.5, -half, 3, 2 * half));
        renderer.setSeriesPaint(0, Color.BLACK);
        return renderer;
    }

    private static double log(double ratio) {
        return Math.log(ratio) / Math.log(2);
    }

    /// Writes an exponent of two as the number: `0.25`, `8`.
    private static final class PowerOfTwo extends NumberFormat {
        private final DecimalFormat plain = new DecimalFormat("0.####", DecimalFormatSymbols.getInstance(Locale.ROOT));

        @Override
        public StringBuffer format(double exponent, StringBuffer to, FieldPosition position) {
            return plain.format(Math.pow(2, exponent), to, position);
        }

        @Override
        public StringBuffer format(long exponent, StringBuffer to, FieldPosition position) {
            return format((double) exponent, to, position);
        }

        @Override
        public Number parse(String source, ParsePosition position) {
            throw new UnsupportedOperationException("This format only writes");
        }
    }
}
