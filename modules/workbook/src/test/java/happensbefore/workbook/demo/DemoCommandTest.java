package happensbefore.workbook.demo;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.JsonSchemas;
import happensbefore.workbook.TemporaryProject;
import happensbefore.workbook.TemporaryProject.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `demo` as it is typed.
@Timeout(180)
class DemoCommandTest {
    private static final Path DOCS = Path.of("../../docs");

    @TempDir
    Path root;

    private TemporaryProject project;

    @BeforeEach
    void project() {
        project = new TemporaryProject(root);
    }

    @Test
    void without_a_topic_it_lists_the_demos_with_a_line_each() {
        Result result = project.run("demo");

        assertThat(result.status()).isZero();
        assertThat(result.out().lines().filter(line -> line.startsWith("lock-free  ")))
                .hasSize(1);
        assertThat(result.out().lines().filter(line -> line.startsWith("producer-consumer  ")))
                .hasSize(1);
    }

    @Test
    void help_tells_options_and_exit_status() {
        Result result = project.run("demo", "--help");

        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains("demo [", "--threads", "--seconds", "--seed", "--svg", "--json", "--publish", "--from")
                .contains("Exit status: 0 when all that was sent arrived");
        assertThat(result.out()).containsIgnoringWhitespaces("lock-free, producer-consumer, work-stealing, pipelines.");
    }

    @Test
    void a_run_is_received_drawn_and_kept() throws IOException {
        Result result = project.run("demo", "producer-consumer", "--threads", "5", "--seconds", "1", "--publish");

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("5 threads, 1 s, seed 1; ", "producer-2", "consumer-3", "Drawn: ", "Not drawn: ")
                .contains("happensbefore.handover.produced", "Picture: .workbook/demo/producer-consumer.svg")
                .contains("Published: docs/producer-consumer/timeline.md")
                .doesNotContain("\u001b");
        Path published = root.resolve("docs/producer-consumer");
        assertThat(published.resolve("timeline.svg"))
                .content()
                .isEqualTo(project.read(".workbook/demo/producer-consumer.svg"))
                .contains("orders process, consumer-1: ");
        String json = Files.readString(published.resolve("timeline.json"));
        JsonSchemas.check("demo", json);
        DemoRun run = DemoFile.read(published.resolve("timeline.json"));
        assertThat(run.lanes())
                .hasSize(5)
                .noneSatisfy(lane -> assertThat(lane.bars()).isEmpty());
        assertThat(run.arrows()).isNotEmpty();
        assertThat(run.spans().received())
                .isEqualTo(run.spans().recorded())
                .isEqualTo(run.spans().drawn()
                        + run.spans().notDrawn().values().stream()
                                .mapToLong(Long::longValue)
                                .sum());
    }

    @Test
    void json_is_one_document_and_nothing_else() throws IOException {
        keep(FixedSpans.run());

        Result result = project.run("demo", "lock-free", "--from", "run.json", "--json", "--svg", "a/b.svg");

        assertThat(result.status()).isZero();
        JsonSchemas.check("demo", result.out());
        assertThat(root.resolve("a/b.svg")).content().isEqualTo(TimelineSvg.of(FixedSpans.run()));
    }

    @Test
    void a_receiver_that_got_nothing_is_an_error() throws IOException {
        DemoRun run = FixedSpans.run();
        keep(with(run, List.of(), new DemoRun.Spans(12, 0, 0, java.util.Map.of())));

        Result result = project.run("demo", "lock-free", "--from", "run.json");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("The receiver got no span", "0 spans received of 12 that ended");
        assertThat(root.resolve(".workbook/demo")).doesNotExist();
    }

    @Test
    void spans_that_did_not_arrive_are_an_error_and_what_did_is_drawn() throws IOException {
        DemoRun run = FixedSpans.run();
        keep(with(run, run.lanes(), new DemoRun.Spans(2_001, 2_000, 10, java.util.Map.of())));

        Result result = project.run("demo", "lock-free", "--from", "run.json");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out()).contains("worker-1", "Picture: ");
        assertThat(result.err()).contains("2,001 spans ended, and 2,000 arrived");
    }

    @Test
    void a_wrong_topic_gives_the_list_and_suggests_the_nearest() {
        Result result = project.run("demo", "lock-fee");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .contains(
                        "Did you mean lock-free?", "There are: lock-free, producer-consumer, work-stealing, pipelines");
    }

    @ParameterizedTest
    @MethodSource
    void wrong_use_ends_with_two_before_anything_runs(List<String> arguments) throws IOException {
        keep(FixedSpans.run());

        Result result = project.run(arguments.toArray(String[]::new));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isNotBlank();
        assertThat(root.resolve(".workbook/demo")).doesNotExist();
    }

    static Stream<List<String>> wrong_use_ends_with_two_before_anything_runs() {
        return Stream.of(
                List.of("demo", "channels"),
                List.of("demo", "--json"),
                List.of("demo", "--publish"),
                List.of("demo", "lock-free", "--threads", "1"),
                List.of("demo", "lock-free", "--threads", "33"),
                List.of("demo", "lock-free", "--seconds", "0"),
                List.of("demo", "lock-free", "--seconds", "11"),
                List.of("demo", "lock-free", "--from", "none.json"),
                List.of("demo", "lock-free", "--from", "exercises/catalog.yaml"),
                List.of("demo", "producer-consumer", "--from", "run.json"),
                List.of("demo", "lock-free", "--thread", "2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock-free", "producer-consumer", "work-stealing", "pipelines"})
    void what_stands_in_docs_is_what_its_run_gives(String topic) {
        String kept =
                DOCS.resolve(topic).resolve("timeline.json").toAbsolutePath().toString();

        Result result = project.run("demo", topic, "--from", kept, "--publish");

        assertThat(result.status()).as(result.err()).isZero();
        for (String file : List.of("timeline.svg", "timeline.md", "timeline.json")) {
            assertThat(root.resolve("docs").resolve(topic).resolve(file))
                    .as("if not: ./workbook demo %s --from docs/%s/timeline.json --publish", topic, topic)
                    .hasSameTextualContentAs(DOCS.resolve(topic).resolve(file));
        }
        JsonSchemas.check("demo", project.read("docs/" + topic + "/timeline.json"));
    }

    private void keep(DemoRun run) throws IOException {
        Files.writeString(root.resolve("run.json"), DemoFile.text(run));
    }

    private static DemoRun with(DemoRun run, List<DemoRun.Lane> lanes, DemoRun.Spans spans) {
        return new DemoRun(
                run.schema(),
                run.when(),
                run.command(),
                run.topic(),
                run.line(),
                run.machine(),
                run.caveats(),
                run.threads(),
                run.seconds(),
                run.seed(),
                spans,
                run.around(),
                run.windowNanos(),
                run.marks(),
                lanes,
                run.arrows(),
                run.metrics());
    }
}
