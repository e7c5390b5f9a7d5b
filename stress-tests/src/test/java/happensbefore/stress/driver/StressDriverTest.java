package happensbefore.stress.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.stress.driver.StressDriver.Listener;
import happensbefore.stress.model.VolatileStoreBufferingNeverShowsBothZeroStress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.infra.Status;
import org.openjdk.jcstress.infra.collectors.TestResult;

class StressDriverTest {
    private static final String GOOD = VolatileStoreBufferingNeverShowsBothZeroStress.class.getName();

    @Test
    void nothing_to_run_is_refused() {
        assertThatThrownBy(() -> new StressDriver().run(List.of(), Duration.ZERO, Listener.SILENT))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new StressReport(List.of()).passed()).isFalse();
    }

    @Test
    void an_unknown_test_is_reported_as_not_run() throws Exception {
        StressReport report = new StressDriver().run(List.of("no.such.Stress", GOOD), Duration.ZERO, Listener.SILENT);

        assertThat(report.passed()).isFalse();
        assertThat(report.results())
                .extracting(StressResult::verdict)
                .containsExactly(StressVerdict.NOT_RUN, StressVerdict.PASSED);
    }

    @Test
    void a_run_without_samples_is_no_pass() {
        TestResult empty = new TestResult(Status.NORMAL);
        empty.setConfig(JcstressConfig.of(GOOD, Duration.ofMillis(1), JcstressConfig.unified(), List.of()));

        assertThat(Grading.of(GOOD, empty, Duration.ZERO).verdict()).isEqualTo(StressVerdict.NO_SAMPLES);
    }

    @Test
    void the_listener_hears_of_start_progress_and_end() throws Exception {
        List<String> heard = new ArrayList<>();
        new StressDriver().run(List.of(GOOD), Duration.ofMillis(300), new Listener() {
            @Override
            public void started(String test, Duration share) {
                heard.add("started");
            }

            @Override
            public void progressed(StressResult soFar) {
                heard.add("progressed");
            }

            @Override
            public void ended(StressResult result) {
                heard.add("ended");
            }
        });

        assertThat(heard).startsWith("started", "progressed").endsWith("ended");
    }
}
