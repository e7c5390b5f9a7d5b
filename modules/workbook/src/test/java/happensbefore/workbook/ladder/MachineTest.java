package happensbefore.workbook.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MachineTest {
    private static final RungResult COMPILED = new RungResult.Passed(Rung.COMPILE, Duration.ZERO, Duration.ZERO, "");
    private static final RungResult BEHAVED = new RungResult.Passed(Rung.BEHAVE, Duration.ZERO, Duration.ZERO, "");
    private static final RungResult SAMPLED =
            new RungResult.Passed(Rung.MEMORY_MODEL, Duration.ZERO, Duration.ZERO, "");
    private static final RungResult NOT_SAMPLED = new RungResult.NotRun(Rung.MEMORY_MODEL, "a lower rung failed");
    private static final RungResult BROKEN = new RungResult.Failed(
            Rung.COMPILE, Duration.ZERO, Duration.ZERO, Finding.of(FindingKind.DOES_NOT_COMPILE, "1 error"));

    @Test
    void nothingWeakensWhatDidNotRun() {
        assertThat(Machine.caveats(1, 9, List.of(BROKEN, new RungResult.NotRun(Rung.BEHAVE, "a lower rung failed"))))
                .isEmpty();
    }

    @Test
    void aBusyMachineIsToldWithWhatItWeakens() {
        assertThat(Machine.caveats(2, 9, List.of(COMPILED, BEHAVED, NOT_SAMPLED)))
                .containsExactly("Busy machine: load 9.0 on 2 CPUs. Times are longer.");
        assertThat(Machine.caveats(2, 9, List.of(COMPILED, BEHAVED, SAMPLED)))
                .containsExactly(
                        "Busy machine: load 9.0 on 2 CPUs. Times are longer, and the memory-model rung sees less.");
    }

    @Test
    void oneCpuWeakensTheMemoryModelRungOnly() {
        assertThat(Machine.caveats(1, 0.5, List.of(COMPILED, BEHAVED))).isEmpty();
        assertThat(Machine.caveats(1, 0.5, List.of(COMPILED, BEHAVED, SAMPLED)))
                .singleElement()
                .asString()
                .startsWith("One CPU");
    }
}
