package happensbefore.workbook.dev;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.JsonSchemas;
import happensbefore.workbook.cli.App;
import happensbefore.workbook.cli.Main;
import happensbefore.workbook.cli.Surroundings;
import happensbefore.workbook.text.Look;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevCommandsTest {
    private static final String WORKING = "exercises/src/main/java/happensbefore/exercises/hitcounter/HitCounter.java";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private FixtureProject project;

    @BeforeEach
    void makeProject(@TempDir Path root) throws IOException {
        project = FixtureProject.in(root);
    }

    @Test
    void checkSaysWithItsStatusWhetherAllIsProved() throws IOException {
        assertThat(run("dev", "check")).isZero();
        assertThat(out.toString()).contains("6 planted bugs caught");
        project.write("solutions/stray.txt", "stray");
        assertThat(run("dev", "check")).isEqualTo(1);
        assertThat(out.toString()).contains("solutions/stray.txt");
    }

    @Test
    void checkRefusesWhatItCannotDo() {
        assertThat(run("dev", "check", "--only", "gone")).isEqualTo(2);
        assertThat(err.toString()).contains("gone");
        assertThat(run("dev", "check", "--repeat", "0")).isEqualTo(2);
    }

    @Test
    void checkReadsACatalogWithAFaultAndNamesIt() throws IOException {
        project.replace("exercises/lock-free/hit-counter/exercise.yaml", "level: easy", "level: eassy");
        assertThat(run("dev", "check")).isEqualTo(1);
        assertThat(out.toString()).contains("hit-counter/exercise.yaml:4", "eassy", "3 planted bugs caught");
    }

    @Test
    void channelsPrintsMessagesASecondAsItsSchemaSays() {
        assertThat(run(
                        "dev",
                        "channels",
                        "--workload",
                        "mpmc",
                        "--messages",
                        "1000",
                        "--senders",
                        "2",
                        "--rounds",
                        "1"))
                .isZero();
        JsonSchemas.check("channels", out.toString());
        assertThat(out.toString()).contains("\"messages\" : 1000", "\"senders\" : 2");
    }

    @ParameterizedTest
    @CsvSource({
        "0, Channel.rendezvous, 0",
        "1, Channel.bounded, 1",
        "unbounded, Channel.unbounded, null",
    })
    void theCapacityChoosesTheChannel(String capacity, String implementation, String room) {
        assertThat(run("dev", "channels", "--capacity", capacity, "--messages", "16", "--rounds", "1"))
                .isZero();
        JsonSchemas.check("channels", out.toString());
        assertThat(out.toString())
                .contains("\"implementation\" : \"" + implementation + "\"", "\"capacity\" : " + room);
    }

    @Test
    void aQueueWithoutAChoiceOfRoomSaysItsOwn() {
        assertThat(run(
                        "dev",
                        "channels",
                        "--implementation",
                        "SynchronousQueue",
                        "--workload",
                        "select_both",
                        "--messages",
                        "16",
                        "--rounds",
                        "1"))
                .isZero();
        assertThat(out.toString()).contains("\"capacity\" : 0");
    }

    @Test
    void deliveryRefusesWhatMeasuresNothing() {
        assertThat(run("dev", "delivery", "--millis", "0")).isEqualTo(2);
        assertThat(run("dev", "delivery", "--threads", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("Nothing can be measured");
    }

    @Test
    void channelsRefusesWhatItDoesNotKnow() {
        assertThat(run("dev", "channels", "--workload", "spmc")).isEqualTo(2);
        assertThat(err.toString()).contains("spmc", "select_both");
        assertThat(run("dev", "channels", "--implementation", "Vector")).isEqualTo(2);
        assertThat(run("dev", "channels", "--threads", "green")).isEqualTo(2);
        assertThat(run("dev", "channels", "--messages", "0")).isEqualTo(2);
        assertThat(run("dev", "channels", "--workload", "seq", "--implementation", "SynchronousQueue"))
                .isEqualTo(2);
        assertThat(run("dev", "channels", "--workload", "seq", "--capacity", "0"))
                .isEqualTo(2);
        assertThat(run("dev", "channels", "--capacity", "-1")).isEqualTo(2);
        assertThat(run("dev", "channels", "--capacity", "endless")).isEqualTo(2);
        assertThat(run("dev", "channels", "--capacity", "0", "--implementation", "ArrayBlockingQueue"))
                .isEqualTo(2);
        assertThat(run("dev", "channels", "--capacity", "1", "--implementation", "LinkedBlockingQueue"))
                .isEqualTo(2);
    }

    @Test
    void latencyShowsMediansBesideTheGoals() {
        assertThat(run("dev", "latency", "--rounds", "1")).isZero();
        assertThat(out.toString().lines().skip(1).map(line -> line.strip().split(" {2,}")[0]))
                .startsWith("compile + behave", "hit-counter")
                .contains("median of the exercises");
        assertThat(out.toString()).containsPattern("goal +1000 +3000 +10000");
        assertThat(run("dev", "latency", "--only", "gone")).isEqualTo(2);
        assertThat(run("dev", "latency", "--rounds", "0")).isEqualTo(2);
    }

    @Test
    void newMakesAnExerciseAndSaysWhatIsNext() {
        assertThat(run("dev", "new", "lock-free", "span-pool", "--pattern", "L3"))
                .isZero();
        assertThat(out.toString()).contains("exercise.yaml", "dev check --only span-pool");
        assertThat(run("dev", "new", "lock-free", "span-pool", "--pattern", "L3"))
                .isEqualTo(2);
        assertThat(err.toString()).contains("exists already");
    }

    @Test
    void syncLeavesEditsAloneUntilTold() throws IOException {
        project.write(WORKING, "mine");
        assertThat(run("dev", "sync")).isEqualTo(1);
        assertThat(out.toString()).contains("edited, left alone: " + WORKING);
        assertThat(run("dev", "sync", "hit-counter", "--yes")).isZero();
        assertThat(Files.readString(project.path(WORKING))).contains("Judged by what it says");
    }

    @Test
    void snippetsRewritesTheBook() throws IOException {
        project.write("src/A.java", "// @start region=\"a\"\nint a;\n// @end\n");
        project.write("docs/a.md", "<!-- snippet: src/A.java#a -->\n```java\nold\n```\n");
        assertThat(run("dev", "snippets")).isZero();
        assertThat(project.path("docs/a.md")).content().contains("```java\nint a;\n```");
        project.write("docs/b.md", "<!-- snippet: src/B.java#a -->\n```java\n```\n");
        assertThat(run("dev", "snippets")).isEqualTo(1);
        assertThat(err.toString()).contains("docs/b.md:1: no such file: src/B.java");
    }

    @Test
    void chartDrawsThePictureAndPrintsItsNumbers() {
        assertThat(run("dev", "chart", "adaptive-limit")).isZero();
        assertThat(project.path("docs/tasks/adaptive-limit.svg"))
                .content()
                .startsWith("<svg")
                .contains("limit, AIMD");
        assertThat(out.toString().lines().toList()).containsAll(LimitChart.table());
        assertThat(run("dev", "chart", "gone")).isEqualTo(2);
        assertThat(err.toString()).contains("There is no chart gone.");
    }

    private int run(String... arguments) {
        Surroundings surroundings = new Surroundings(
                project.path(""),
                Map.of(),
                Look.detect(Map.of(), false),
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                false,
                null,
                Clock.systemUTC());
        try (App app = new App(surroundings, project.workspace(), workspace -> new SayingLadder())) {
            return Main.commandLine(app).execute(arguments);
        }
    }
}
