package happensbefore.workbook.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import happensbefore.workbook.cli.UserError;
import happensbefore.workbook.machine.Machine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Reports from a canned result: one claim met, one missed, one not decided, one peer without a claim.
class BenchReportTest {
    private static final Path CANNED = Path.of("src/test/resources/bench/canned.json");

    @TempDir
    Path directory;

    private final Run run = RunFile.read(CANNED);
    private final List<Answer> answers = Answer.of(run, Map.of("canned.QueueBenchmark", compare()));

    @Compare(
            question = "How fast is a queue?",
            pattern = "L3",
            ours = "Ours",
            against = {
                @Claim(peer = "Slow", atLeast = 2),
                @Claim(peer = "Fast", atLeast = 1),
                @Claim(peer = "Level", atLeast = 1),
                @Claim(peer = "Unclaimed")
            })
    private static final class Claims {}

    @Compare(
            question = "How fast is a queue?",
            pattern = "L3",
            ours = "Ours",
            against = {@Claim(peer = "Level", atLeast = Compare.LEVEL), @Claim(peer = "Fast", atLeast = Compare.LEVEL)})
    private static final class LevelClaims {}

    private static Compare compare() {
        return Claims.class.getAnnotation(Compare.class);
    }

    @Test
    void the_file_tells_the_machine_the_command_and_every_iteration() {
        assertThat(run.machine()).isEqualTo(new Machine("Canned CPU", 2, "Linux 6", "VM 25"));
        assertThat(run.command()).isEqualTo("./workbook bench lock-free");
        assertThat(run.scores()).hasSize(5).allMatch(score -> score.samples().size() == 4);
    }

    @Test
    void each_claim_is_met_missed_or_not_decided() {
        assertThat(answers)
                .singleElement()
                .satisfies(answer -> assertThat(answer.peers())
                        .extracting(peer ->
                                peer.decision().map(Ratio.Decision::words).orElse("no claim"))
                        .containsExactly("met", "missed", "not decided", "no claim"));
    }

    @Test
    void two_equals_are_level_and_a_slower_one_is_not() {
        List<Answer> level =
                Answer.of(run, Map.of("canned.QueueBenchmark", LevelClaims.class.getAnnotation(Compare.class)));

        assertThat(String.join("\n", BenchText.lines(level, true, false)))
                .contains("Claims: 1 met, 1 missed, 0 not decided.")
                .contains("MISSED: Ours is claimed to be level with Fast (QueueBenchmark, 2 threads)");
        assertThat(BenchMarkdown.of("Benchmarks: canned", run, level, answer -> "chart"))
                .contains("| level | met |", "Level means at least 0.9 times");
    }

    @Test
    void the_terminal_says_a_missed_claim_plainly() {
        String text = String.join("\n", BenchText.lines(answers, true, false));

        assertThat(text)
                .contains("Claims: 1 met, 1 missed, 1 not decided.")
                .contains("MISSED: Ours is claimed to be at least 1 times Fast (QueueBenchmark, 2 threads)")
                .contains("quick run")
                .doesNotContain("±");
    }

    @Test
    void the_markdown_names_machine_date_command_and_puts_missed_claims_first() {
        String markdown = BenchMarkdown.of("Benchmarks: canned", run, answers, answer -> "chart");

        assertThat(markdown)
                .contains("Canned CPU, 2 CPUs; Linux 6; VM 25", "2026-11-23T07:00:00Z", "`./workbook bench lock-free`")
                .contains("## L3: How fast is a queue?", "| **missed** |")
                .containsSubsequence("- MISSED", "- Not decided", "- Met");
    }

    @Test
    void the_page_holds_its_charts_and_tables() throws Exception {
        Path page = BenchReports.html(directory.resolve("page.html"), "Benchmarks: canned", run, answers);

        assertThat(page).content().contains("<table>", "<strong>missed</strong>", "</svg>", "</html>");
    }

    @Test
    void publishing_writes_markdown_chart_and_results() throws Exception {
        Path published = BenchReports.publish(directory, "canned", CANNED, run, answers);

        assertThat(published).hasFileName("canned.md").content().contains("(canned/Queue-2.svg)", "(canned.json)");
        assertThat(directory.resolve("canned/Queue-2.svg")).content().startsWith("<svg");
        assertThat(directory.resolve("canned.json")).hasSameTextualContentAs(CANNED);
    }

    @Test
    void each_method_of_a_class_has_its_name_and_its_chart() throws Exception {
        List<Score> scores = new ArrayList<>(run.scores());
        run.scores()
                .forEach(score -> scores.add(new Score(
                        score.type(),
                        "other",
                        score.implementation(),
                        score.threads(),
                        score.unit(),
                        score.samples())));
        Run two = new Run(run.when(), run.command(), run.settings(), run.machine(), List.of(), scores);
        List<Answer> both = Answer.of(two, Map.of("canned.QueueBenchmark", compare()));

        BenchReports.publish(directory, "canned", CANNED, two, both);

        assertThat(directory.resolve("canned/Queue-other-2.svg")).content().contains("QueueBenchmark.other");
        try (Stream<Path> charts = Files.list(directory.resolve("canned"))) {
            assertThat(charts).hasSize(2);
        }
        assertThat(String.join("\n", BenchText.lines(both, true, false)))
                .contains("MISSED: Ours is claimed to be at least 1 times Fast (QueueBenchmark.other, 2 threads)");
    }

    @Test
    void publishing_again_leaves_no_chart_of_an_answer_that_is_gone() throws Exception {
        BenchReports.publish(directory, "canned", CANNED, run, answers);
        Path gone = Files.writeString(directory.resolve("canned/Gone-2.svg"), "<svg/>");

        BenchReports.publish(directory, "canned", directory.resolve("canned.json"), run, answers);

        assertThat(gone).doesNotExist();
        assertThat(directory.resolve("canned/Queue-2.svg")).exists();
        assertThat(directory.resolve("canned.json")).hasSameTextualContentAs(CANNED);
    }

    @Test
    void a_chart_names_every_peer_with_its_ratio_and_claim_as_text_and_is_small() {
        String chart = BenchChart.of(answers.getFirst(), "one").orElseThrow();

        assertThat(chart.length()).isLessThan(20_000);
        assertThat(texts(chart))
                .contains("Slow", "Fast", "Level", "Unclaimed")
                .anyMatch(text -> text.endsWith(", met"))
                .anyMatch(text -> text.endsWith(", missed"))
                .anyMatch(text -> text.endsWith(", not decided"));
        assertThat(chart).doesNotContain("<image").contains("viewBox=\"0 0 800 ");
    }

    @Test
    void two_charts_on_a_page_share_no_id() {
        List<String> ids = Stream.of("one", "two")
                .flatMap(id -> Pattern.compile(" id=\"([^\"]+)\"")
                        .matcher(BenchChart.of(answers.getFirst(), id).orElseThrow())
                        .results())
                .map(found -> found.group(1))
                .toList();

        assertThat(ids).isNotEmpty().doesNotHaveDuplicates();
    }

    private static List<String> texts(String svg) {
        return Pattern.compile("<text[^>]*>([^<]*)</text")
                .matcher(svg)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void a_change_is_said_only_when_the_interval_leaves_out_one_and_another_machine_is_named() {
        List<Score> slower = run.scores().stream()
                .map(score -> score.implementation().equals("Ours")
                        ? new Score(
                                score.type(),
                                score.method(),
                                score.implementation(),
                                score.threads(),
                                score.unit(),
                                score.samples().stream()
                                        .map(sample -> sample / 2)
                                        .toList())
                        : score)
                .toList();
        Run now = new Run(
                "2026-12-01T00:00:00Z", "", run.settings(), new Machine("Other", 8, "os", "vm"), List.of(), slower);

        String text = String.join("\n", BenchText.changes(now, run, false));

        assertThat(text).contains("The machines differ", "Other", "Canned CPU");
        assertThat(text.lines().filter(line -> line.contains("Ours")))
                .singleElement()
                .asString()
                .contains("slower");
        assertThat(text.lines().filter(line -> line.contains("Level")))
                .singleElement()
                .asString()
                .contains("no change");
    }

    @Test
    void a_file_of_another_kind_is_refused_with_what_to_give() throws Exception {
        Path other = Files.writeString(directory.resolve("other.json"), "[{}]");
        Path broken = Files.writeString(directory.resolve("broken.json"), "no json");

        assertThatThrownBy(() -> RunFile.read(other)).isInstanceOf(UserError.class);
        assertThatThrownBy(() -> RunFile.read(broken))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("not JSON");
        assertThatThrownBy(() -> RunFile.read(directory.resolve("none.json"))).isInstanceOf(UserError.class);
    }
}
