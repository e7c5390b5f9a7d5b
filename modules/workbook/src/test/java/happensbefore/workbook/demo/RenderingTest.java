package happensbefore.workbook.demo;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.text.Look;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/// A fixed run in all its forms. The expected ones are files beside this test; a run that differs leaves its own in
/// `target/outputs`.
class RenderingTest {
    private static final DemoRun RUN = FixedSpans.run();
    private static final int MOST_BYTES = 60_000;

    @ParameterizedTest
    @MethodSource
    void onATerminal(String name, Look look) throws IOException {
        expect(name, String.join("\n", DemoText.of(look, RUN).lines()) + "\n");
    }

    static Stream<Arguments> onATerminal() {
        Look wide = new Look(80, false, true, false, true);
        return Stream.of(
                Arguments.of("demo-80.txt", wide),
                Arguments.of("demo-120.txt", wide.withColumns(120)),
                Arguments.of("demo-40.txt", wide.withColumns(40)),
                Arguments.of("demo-ascii.txt", wide.inAscii()),
                Arguments.of("demo-plain.txt", wide.asPlain()));
    }

    @Test
    void noLineIsWiderThanTheTerminalAndAsciiIsAscii() {
        Look wide = new Look(80, false, true, false, true);
        for (int width : new int[] {20, 40, 50, 60, 80, 100}) {
            assertThat(DemoText.of(wide.withColumns(width), RUN).lines())
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
        }
        assertThat(String.join("", DemoText.of(wide.inAscii(), RUN).lines()))
                .isPrintable()
                .isASCII();
    }

    private static List<String> metrics(Look look) {
        DemoRun run = FixedSpans.run(List.of(
                time("decode", "wait_items", 0.25),
                time("decode", "wait_room", 0),
                time("decode", "work", 1.5),
                time("encode", "work", 0),
                new DemoRun.Metric("happensbefore.pipeline.size", Map.of(), "{item}", 2, 0),
                new DemoRun.Metric("happensbefore.pipeline.spare", Map.of(), "{item}", 0, 0)));
        List<String> lines = DemoText.of(look, run).lines();
        return lines.subList(lines.lastIndexOf("") + 1, lines.size());
    }

    private static DemoRun.Metric time(String stage, String state, double seconds) {
        return new DemoRun.Metric(
                "happensbefore.pipeline.stage.time",
                Map.of("happensbefore.pipeline.stage", stage, "state", state),
                "s",
                seconds,
                0);
    }

    @Test
    void metricsOfOneNameStandBelowItWhereTheirFullNamesDoNotFit() {
        Look wide = new Look(80, false, true, false, true);
        assertThat(metrics(wide))
                .containsExactly(
                        "metric                             at the end",
                        "happensbefore.pipeline.stage.time",
                        "  stage=decode, state=wait_items   0.250 s",
                        "  stage=decode, state=work         1.500 s",
                        "happensbefore.pipeline.size        2 {item}",
                        "    At 0: happensbefore.pipeline.stage.time (stage=decode, state=wait_room;",
                        "    stage=encode, state=work), happensbefore.pipeline.spare.");
        String full = "happensbefore.pipeline.stage.time{happensbefore.pipeline.stage=decode,state=work}";
        assertThat(metrics(wide.withColumns(120))).anyMatch(line -> line.startsWith(full + "  "));
        assertThat(metrics(wide.withColumns(120).asPlain())).anyMatch(line -> line.contains(full));
    }

    @Test
    void colorsStandOnlyWhereTheyAreWanted() {
        Look colored = new Look(80, true, true, false, true);

        String text = String.join("\n", DemoText.of(colored, RUN).lines());

        assertThat(text).contains("\u001b[36m█").contains("\u001b[31;1mX");
        assertThat(text.replaceAll("\u001b\\[[0-9;]*m", "").replaceAll(" +\n", "\n"))
                .isEqualTo(String.join(
                        "\n", DemoText.of(colored.withoutColor(), RUN).lines()));
        assertThat(String.join("", DemoText.of(colored.withoutColor(), RUN).lines()))
                .doesNotContain("\u001b");
    }

    @Test
    void asAPicture() throws Exception {
        String svg = TimelineSvg.of(RUN);

        expect("demo.svg", svg);
        Document document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        long bars = RUN.lanes().stream().mapToLong(lane -> lane.bars().size()).sum();
        assertThat(document.getElementsByTagName("title").getLength())
                .as("the picture's own, one for each span, one for each event")
                .isEqualTo((int) bars + 2);
        assertThat(document.getDocumentElement().getFirstChild().getTextContent())
                .isEqualTo("Timeline of lock-free: " + RUN.line());
        assertThat(document.getElementsByTagName("desc").item(0).getTextContent())
                .isEqualTo(Words.said(RUN));
    }

    @Test
    void aPictureIsSmallAlsoWithAsManySpansAsItMayHave() {
        FixedSpans many = new FixedSpans();
        String before = many.add("thread-0", "put <item>", 0, 1);
        for (int i = 1; i < Timeline.MOST; i++) {
            before = many.add("thread-" + i % 32, "put <item>", i * 1_000L, i * 1_000L + 900, before);
        }
        Timeline timeline = Timeline.of(many.spans(), java.util.List.of(), java.util.Optional.empty());
        DemoRun run = new DemoRun(
                RUN.schema(),
                RUN.when(),
                RUN.command(),
                RUN.topic(),
                RUN.line(),
                RUN.machine(),
                RUN.caveats(),
                32,
                2,
                1,
                RUN.spans(),
                null,
                timeline.nanos(),
                RUN.marks(),
                timeline.lanes(),
                timeline.arrows(),
                RUN.metrics());

        assertThat(timeline.arrows()).hasSize(Timeline.MOST - 1);
        assertThat(TimelineSvg.of(run).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(MOST_BYTES);
    }

    @Test
    void asAPage() throws IOException {
        expect("demo-page.txt", DemoMarkdown.of(RUN));
    }

    @Test
    void keptAndReadAgainItIsTheSame() throws IOException {
        Path file = Files.createTempFile("demo", ".json");
        try {
            Files.writeString(file, DemoFile.text(RUN));

            assertThat(DemoFile.read(file)).isEqualTo(RUN);
        } finally {
            Files.delete(file);
        }
    }

    private static void expect(String name, String actual) throws IOException {
        Path own = Path.of("target", "outputs", name);
        Files.createDirectories(own.getParent());
        Files.writeString(own, actual);
        try (InputStream expected = RenderingTest.class.getResourceAsStream(name)) {
            assertThat(expected).as("the expected output " + name).isNotNull();
            assertThat(actual).isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
