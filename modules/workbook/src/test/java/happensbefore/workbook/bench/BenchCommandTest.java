package happensbefore.workbook.bench;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.TemporaryProject;
import happensbefore.workbook.TemporaryProject.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// `bench` as it is typed, on results that were kept: nothing is measured here.
class BenchCommandTest {
    private static final Path DOCS = Path.of("../../docs/benchmarks");
    private static final String KEPT =
            DOCS.resolve("lock-free.json").toAbsolutePath().toString();

    @TempDir
    Path root;

    private TemporaryProject project;

    @BeforeEach
    void project() {
        project = new TemporaryProject(root);
    }

    @Test
    void help_tells_options_and_exit_status() {
        Result result = project.run("bench", "--help");

        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains("Usage: ./workbook bench")
                .contains("--quick", "--threads", "--compare", "--from", "--publish", "--out")
                .contains("Exit status: 0 when everything was measured");
    }

    @Test
    void kept_results_are_reported_again_and_compared() {
        Result result = project.run("bench", "lock-free", "--from", KEPT, "--compare", KEPT);

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("Claims: ", "StackSharedBenchmark, 2 threads", "Compared with the run of ", "no change")
                .contains("Report:  .workbook/bench/lock-free.html")
                .doesNotContain("Published");
        assertThat(root.resolve(".workbook/bench/lock-free.html")).content().contains("</svg>");
    }

    @Test
    void a_class_alone_is_reported_alone() {
        Result result = project.run("bench", "counteralone", "--from", KEPT);

        assertThat(result.status()).as(result.err()).isZero();
        assertThat(result.out()).contains("CounterAloneBenchmark").doesNotContain("StackSharedBenchmark");
    }

    @Test
    void publishing_kept_results_gives_what_stands_in_docs() throws Exception {
        Result result = project.run("bench", "lock-free", "--from", KEPT, "--publish");

        assertThat(result.status()).as(result.err()).isZero();
        Path published = root.resolve("docs/benchmarks");
        assertThat(published.resolve("lock-free.md"))
                .as("if not: ./workbook bench lock-free --from docs/benchmarks/lock-free.json --publish")
                .hasSameTextualContentAs(DOCS.resolve("lock-free.md"));
        assertThat(names(published.resolve("lock-free"))).isEqualTo(names(DOCS.resolve("lock-free")));
    }

    @Test
    void a_wrong_name_suggests_the_nearest() {
        Result result = project.run("bench", "StackShard");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("Did you mean StackSharedBenchmark?");
        assertThat(project.run("bench", "lokc-free").err()).contains("Did you mean lock-free?");
    }

    @ParameterizedTest
    @MethodSource
    void wrong_use_ends_with_two_before_anything_is_measured(List<String> arguments) {
        Result result = project.run(arguments.toArray(String[]::new));

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isNotBlank();
        assertThat(root.resolve(".workbook/bench")).doesNotExist();
    }

    static Stream<List<String>> wrong_use_ends_with_two_before_anything_is_measured() {
        return Stream.of(
                List.of("bench", "--publish"),
                List.of("bench", "CounterAloneBenchmark", "--publish"),
                List.of("bench", "--threads", "0"),
                List.of("bench", "--threads", "two"),
                List.of("bench", "--compare", "none.json"),
                List.of("bench", "lock-free", "--from", "none.json"),
                List.of("bench", "lock-free", "--from", KEPT, "--quick"),
                List.of("bench", "--quikc"));
    }

    private static List<String> names(Path directory) throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
