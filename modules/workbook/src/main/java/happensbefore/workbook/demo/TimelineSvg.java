package happensbefore.workbook.demo;

import happensbefore.demos.Mark;
import happensbefore.workbook.demo.DemoRun.Arrow;
import happensbefore.workbook.demo.DemoRun.Bar;
import happensbefore.workbook.demo.DemoRun.Lane;
import happensbefore.workbook.demo.DemoRun.Tick;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// A run as a picture: text as text, a title on each span, colors for light and dark pages that color-blind readers
/// tell
/// apart (Okabe and Ito), and each kind with a form of its own besides.
///
/// The same run gives the same picture; its width is fixed, its height depends on the lanes and the legend alone.
final class TimelineSvg {
    private static final int WIDTH = 960;
    private static final int LEFT = 132;
    private static final int RIGHT = 20;
    private static final int TOP = 56;
    private static final int LANE = 30;
    private static final int BAR = 20;
    private static final int NEST = 4;
    private static final int DEEPEST = 3;
    private static final int LEGEND_ROW = 20;
    private static final double THINNEST = 1;
    private static final int TICKS = 8;
    private static final String STYLE = """

            svg{--page:#fff;--ink:#1f2328;--grid:#d9dee3;--work:#0072b2;--send:#e69f00;--wait:#8c959f;--stall:#d55e00;--link:#57606a}
            @media(prefers-color-scheme:dark){svg{--page:#0d1117;--ink:#e6edf3;--grid:#30363d;--work:#56b4e9;--send:#f0c050;--wait:#8b949e;--stall:#ff8c42;--link:#9aa4ae}}
            text{font:13px sans-serif;fill:var(--ink)}.t{font-weight:bold;font-size:15px}.g{stroke:var(--grid)}.page{fill:var(--page)}
            .work{fill:var(--work);stroke:var(--page);stroke-width:.6}.hand_over{fill:var(--send)}.wait{fill:none;stroke:var(--wait);stroke-dasharray:3 2}
            .stall{fill:var(--page);stroke:var(--stall);stroke-width:2.5}.other{fill:var(--grid);stroke:var(--ink)}
            .event{fill:var(--stall);stroke:var(--page)}.a{fill:none;stroke:var(--link);stroke-opacity:.55}.head{fill:var(--link)}
            .s{fill:none;stroke:var(--stall);stroke-width:1.6}.point{fill:var(--stall)}
            """;

    private final DemoRun run;
    private final XMLStreamWriter xml;
    private final int bottom;
    private final int height;

    private TimelineSvg(DemoRun run, XMLStreamWriter xml) {
        this.run = run;
        this.xml = xml;
        bottom = TOP + LANE * run.lanes().size();
        int rows = run.marks().size()
                + (run.hasOthers() ? 1 : 0)
                + (run.has(Arrow.Kind.LINK) ? 1 : 0)
                + (run.has(Arrow.Kind.STEAL) ? 1 : 0);
        height = bottom + 42 + LEGEND_ROW * rows;
    }

    /// A whole SVG document.
    static String of(DemoRun run) {
        StringWriter out = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
            new TimelineSvg(run, xml).write();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("A picture cannot be written into memory", e);
        }
        return out.append('\n').toString();
    }

    private void write() throws XMLStreamException {
        xml.writeStartElement("svg");
        xml.writeDefaultNamespace("http://www.w3.org/2000/svg");
        attributes("width", WIDTH, "height", height, "viewBox", "0 0 " + WIDTH + " " + height, "role", "img");
        attributes("aria-labelledby", "title desc");
        element("title", "Timeline of " + run.topic() + ": " + run.line(), "id", "title");
        element("desc", Words.said(run), "id", "desc");
        element("style", STYLE);
        arrowHead(Arrow.Kind.LINK, "head");
        arrowHead(Arrow.Kind.STEAL, "point");
        empty("rect", "class", "page", "width", WIDTH, "height", height);
        element("text", run.topic() + ": " + run.line(), "class", "t", "x", 12, "y", 24);
        element("text", Words.drawn(run), "x", 12, "y", 43);
        axis();
        for (int lane = 0; lane < run.lanes().size(); lane++) {
            lane(lane, run.lanes().get(lane));
        }
        for (Arrow arrow : run.arrows()) {
            arrow(arrow);
        }
        legend();
        xml.writeEndElement();
        xml.writeEndDocument();
    }

    private void arrowHead(Arrow.Kind kind, String id) throws XMLStreamException {
        if (!run.has(kind)) {
            return;
        }
        xml.writeStartElement("marker");
        attributes("id", id, "viewBox", "0 0 6 6", "refX", 6, "refY", 3);
        attributes("markerWidth", 6, "markerHeight", 6, "orient", "auto");
        empty("path", "class", id, "d", "M0 0L6 3L0 6z");
        xml.writeEndElement();
    }

    private void axis() throws XMLStreamException {
        Scale scale = Scale.of(run.windowNanos());
        for (long tick : scale.ticks(run.windowNanos(), TICKS)) {
            empty("path", "class", "g", "d", "M%s %dV%d".formatted(x(tick), TOP, bottom + 4));
            element("text", scale.tick(tick), "x", x(tick), "y", bottom + 18, "text-anchor", "middle");
        }
        element("text", scale.unit(), "x", LEFT - 12, "y", bottom + 18, "text-anchor", "end");
    }

    private void lane(int number, Lane lane) throws XMLStreamException {
        int middle = middle(number);
        empty("path", "class", "g", "d", "M%d %dH%d".formatted(LEFT, middle, WIDTH - RIGHT));
        element("text", lane.thread(), "x", LEFT - 12, "y", middle + 4, "text-anchor", "end");
        for (Bar bar : lane.bars()) {
            double from = Math.max(0, bar.start());
            double width = Math.max(THINNEST, length(Math.min(run.windowNanos(), bar.end()) - from));
            int inset = NEST * Math.min(bar.depth(), DEEPEST);
            xml.writeStartElement("rect");
            attributes("class", look(bar.span()), "x", x(from), "y", middle - BAR / 2 + inset);
            attributes("width", number(width), "height", BAR - 2 * inset);
            element("title", Words.bar(run, lane, bar));
            xml.writeEndElement();
        }
        for (Tick tick : lane.ticks()) {
            double at = LEFT + length(tick.at());
            xml.writeStartElement("path");
            attributes("class", "event", "d", "M%s %dl-4 -8h8z".formatted(number(at), middle + 2));
            element(
                    "title",
                    tick.event() + ", " + lane.thread() + ": "
                            + Scale.of(run.windowNanos()).exact(tick.at()));
            xml.writeEndElement();
        }
    }

    private void arrow(Arrow arrow) throws XMLStreamException {
        if (arrow.fromLane() != arrow.toLane()) {
            int down = arrow.toLane() > arrow.fromLane() ? 1 : -1;
            boolean steal = arrow.kind() == Arrow.Kind.STEAL;
            empty(
                    "path",
                    "class",
                    steal ? "s" : "a",
                    "marker-end",
                    steal ? "url(#point)" : "url(#head)",
                    "d",
                    "M%s %dL%s %d"
                            .formatted(
                                    x(Math.clamp(arrow.from(), 0, run.windowNanos())),
                                    middle(arrow.fromLane()) + (steal ? 0 : down * BAR / 2),
                                    x(Math.clamp(arrow.to(), 0, run.windowNanos())),
                                    middle(arrow.toLane()) - down * BAR / 2));
        }
    }

    private void legend() throws XMLStreamException {
        int y = bottom + 44;
        for (Mark mark : run.marks()) {
            if (mark.role() == Mark.Role.EVENT) {
                empty("path", "class", "event", "d", "M%d %dl-4 -8h8z".formatted(LEFT + 14, y));
            } else {
                empty("rect", "class", look(mark.name()), "x", LEFT, "y", y - 11, "width", 28, "height", 12);
            }
            element("text", mark.name() + ": " + mark.meaning(), "x", LEFT + 40, "y", y);
            y += LEGEND_ROW;
        }
        if (run.hasOthers()) {
            empty("rect", "class", "other", "x", LEFT, "y", y - 11, "width", 28, "height", 12);
            element("text", Words.OTHERS, "x", LEFT + 40, "y", y);
            y += LEGEND_ROW;
        }
        if (run.has(Arrow.Kind.LINK)) {
            empty("path", "class", "a", "marker-end", "url(#head)", "d", "M%d %dh28".formatted(LEFT, y - 4));
            element("text", "a link: from a span to the one that says it goes on there", "x", LEFT + 40, "y", y);
            y += LEGEND_ROW;
        }
        if (run.has(Arrow.Kind.STEAL)) {
            empty("path", "class", "s", "marker-end", "url(#point)", "d", "M%d %dh28".formatted(LEFT, y - 4));
            element(
                    "text",
                    "a steal: from the worker that had the task to the one that ran it",
                    "x",
                    LEFT + 40,
                    "y",
                    y);
        }
    }

    private String look(String span) {
        return run.mark(span)
                .map(mark -> mark.role().name().toLowerCase(Locale.ROOT))
                .orElse("other");
    }

    private static int middle(int lane) {
        return TOP + LANE * lane + LANE / 2;
    }

    private double length(double nanos) {
        return nanos * (WIDTH - LEFT - RIGHT) / Math.max(1, run.windowNanos());
    }

    private String x(double nanos) {
        return number(LEFT + length(nanos));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
    }

    private void element(String name, String text, Object... attributes) throws XMLStreamException {
        xml.writeStartElement(name);
        attributes(attributes);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    private void empty(String name, Object... attributes) throws XMLStreamException {
        xml.writeEmptyElement(name);
        attributes(attributes);
    }

    private void attributes(Object... namesAndValues) throws XMLStreamException {
        List<Object> list = List.of(namesAndValues);
        for (int i = 0; i < list.size(); i += 2) {
            xml.writeAttribute(String.valueOf(list.get(i)), String.valueOf(list.get(i + 1)));
        }
    }
}
