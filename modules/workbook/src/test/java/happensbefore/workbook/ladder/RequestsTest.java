package happensbefore.workbook.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.worker.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RequestsTest {
    private static final Climb CLIMB = new Climb(
            Fixture.exercise(Duration.ofSeconds(5), Rung.BEHAVE, Rung.MEMORY_MODEL),
            Path.of("sources"),
            Rung.MEMORY_MODEL,
            Sampling.SHORT);

    @Test
    void aFreeMachineIsHeldToTheBudget() {
        assertThat(Requests.of(CLIMB, Set.of(), false).rungs())
                .containsExactly(
                        new Request.Step(Rung.BEHAVE, 5_000, 0), new Request.Step(Rung.MEMORY_MODEL, 60_000, 1_000));
    }

    @Test
    void aBusyMachineHasLongerForEverything() {
        assertThat(Requests.of(CLIMB, Set.of(), true).rungs())
                .containsExactly(
                        new Request.Step(Rung.BEHAVE, 15_000, 0), new Request.Step(Rung.MEMORY_MODEL, 180_000, 3_000));
    }

    @Test
    void rungsAboveTheTopAreNotAskedFor() {
        Climb below = new Climb(CLIMB.exercise(), CLIMB.sources(), Rung.BEHAVE, CLIMB.sampling());
        assertThat(Requests.of(below, Set.of(), false).rungs())
                .extracting(Request.Step::rung)
                .containsExactly(Rung.BEHAVE);
    }
}
