package happensbefore.workbook.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.stress.driver.StressResult;
import happensbefore.stress.driver.StressVerdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StressSessionTest {
    private static final String TEST = "happensbefore.stress.model.PlainStoreBufferingShowsBothZeroStress";
    private static final String VOLATILE = "happensbefore.stress.model.VolatileStoreBufferingNeverShowsBothZeroStress";

    private static final String ANOTHER = "happensbefore.stress.lockfree.ConcurrentPopsNeverShareAnItemStress";

    /// Its classes are an exercise's, which are not on this class path.
    private static final String WITHOUT_CLASSES =
            "happensbefore.exercises.doorflags.InsideAndToldToFreeNeverMeetStress";

    @TempDir
    Path directory;

    @Test
    void a_session_runs_each_mode_in_a_jvm_of_its_own_and_writes_a_report() throws Exception {
        StressTally tally = run(System.getProperty("java.class.path"));

        assertThat(tally.passed()).isTrue();
        assertThat(tally.totals()).singleElement().satisfies(total -> {
            assertThat(total.forks()).hasSize(2);
            assertThat(total.samples()).isPositive();
        });
        Path page = StressHtml.write(tally, directory.resolve("report"));
        assertThat(page).content().contains("PlainStoreBufferingShowsBothZeroStress");
        assertThat(directory.resolve("report/" + TEST + ".html")).content().contains("StressSeed");
    }

    @Test
    void a_jvm_that_gives_no_result_is_an_error_and_its_output_is_told() throws Exception {
        StressTally tally =
                run(Files.createDirectory(directory.resolve("empty")).toString());

        assertThat(tally.passed()).isFalse();
        assertThat(tally.totals()).singleElement().satisfies(total -> {
            assertThat(total.verdict()).isEqualTo(StressVerdict.ERROR);
            assertThat(String.join("\n", total.forks().getFirst().result().messages()))
                    .contains("StressFork");
        });
    }

    @Test
    void tests_that_share_a_jvm_are_judged_one_by_one() throws Exception {
        List<String> tests = List.of(TEST, WITHOUT_CLASSES, VOLATILE);
        StressPlan plan = StressPlan.of(tests, Duration.ofSeconds(3), 1);
        assertThat(plan.steps()).hasSize(1);
        StressTally tally;
        try (ForkedJvm jvm = new ForkedJvm(System.getProperty("java.class.path"))) {
            tally = new StressSession(plan, jvm, new StressSession.Listener() {}).run();
        }

        assertThat(tally.totals())
                .filteredOn(StressTally.Total::passed)
                .hasSize(2)
                .allSatisfy(total -> {
                    assertThat(total.forks()).hasSize(1);
                    assertThat(total.samples()).isPositive();
                });
        assertThat(tally.totals())
                .filteredOn(total -> !total.passed())
                .singleElement()
                .satisfies(total -> assertThat(total.test()).isEqualTo(WITHOUT_CLASSES));
    }

    @Test
    void a_test_that_ends_the_jvm_that_it_shares_is_blamed_and_the_others_run_in_another() throws Exception {
        StressPlan plan = StressPlan.of(List.of(TEST, VOLATILE, ANOTHER), Duration.ofSeconds(3), 1);
        AtomicBoolean killed = new AtomicBoolean();
        StressSession.Listener killing = new StressSession.Listener() {
            @Override
            public void progressed(StressPlan.Step step, StressResult soFar, Duration elapsed) {
                if (!killed.getAndSet(true)) {
                    ProcessHandle.current().children().forEach(ProcessHandle::destroyForcibly);
                }
            }
        };
        StressTally tally;
        try (ForkedJvm jvm = new ForkedJvm(System.getProperty("java.class.path"))) {
            tally = new StressSession(plan, jvm, killing).run();
        }

        assertThat(tally.totals())
                .hasSize(3)
                .extracting(StressTally.Total::verdict)
                .containsExactlyInAnyOrder(StressVerdict.ERROR, StressVerdict.PASSED, StressVerdict.PASSED);
        assertThat(tally.totals()).allMatch(total -> total.forks().size() == 1);
    }

    @Test
    void what_was_not_run_after_a_hang_is_no_result() {
        StressPlan.Step step = new StressPlan.Step(List.of(TEST, VOLATILE, ANOTHER), JvmMode.shared());
        StressResult hung = StressResult.without(TEST, StressVerdict.HUNG, Duration.ZERO);
        List<StressResult> said = List.of(
                hung,
                StressResult.without(VOLATILE, StressVerdict.NOT_RUN, Duration.ZERO),
                StressResult.without(ANOTHER, StressVerdict.NOT_RUN, Duration.ZERO));

        assertThat(ForkedJvm.known(step, said, test -> hung)).containsExactly(hung);
    }

    @Test
    void a_closed_session_starts_nothing() throws Exception {
        StressPlan plan = StressPlan.of(List.of(TEST), Duration.ofSeconds(5), 1);
        ForkedJvm jvm = new ForkedJvm(System.getProperty("java.class.path"));
        jvm.close();

        assertThatThrownBy(() -> new StressSession(plan, jvm, new StressSession.Listener() {}).run())
                .isInstanceOf(InterruptedException.class);
    }

    private static StressTally run(String classPath) throws Exception {
        StressPlan plan = StressPlan.of(List.of(TEST), Duration.ofSeconds(5), 1);
        try (ForkedJvm jvm = new ForkedJvm(classPath)) {
            return new StressSession(plan, jvm, new StressSession.Listener() {}).run();
        }
    }
}
