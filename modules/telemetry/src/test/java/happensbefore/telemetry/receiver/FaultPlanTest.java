package happensbefore.telemetry.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    private static final Fault RETRY = new Fault.RejectRetryable(Duration.ZERO);
    private static final Fault REFUSE = new Fault.RejectPermanent();

    @Test
    void aSeedGivesTheSameFaultsInEveryRun() {
        assertThat(faults(FaultPlan.seeded(7).with(0.5, RETRY)))
                .isEqualTo(faults(FaultPlan.seeded(7).with(0.5, RETRY)))
                .isNotEqualTo(faults(FaultPlan.seeded(8).with(0.5, RETRY)));
    }

    @Test
    void eachFaultGetsItsShareAndTheRestNone() {
        Map<Optional<Fault>, Long> counts = faults(
                        FaultPlan.seeded(7).with(0.5, RETRY).with(0.2, REFUSE))
                .stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(counts.get(Optional.of(RETRY))).isCloseTo(5_000, within(200L));
        assertThat(counts.get(Optional.of(REFUSE))).isCloseTo(2_000, within(200L));
        assertThat(counts.get(Optional.<Fault>empty())).isCloseTo(3_000, within(200L));
    }

    @Test
    void alwaysIsAlwaysAndNoneIsNever() {
        assertThat(faults(FaultPlan.always(REFUSE))).containsOnly(Optional.of(REFUSE));
        assertThat(faults(FaultPlan.none())).containsOnly(Optional.empty());
    }

    @Test
    void aPlanForTheNextRequestsEndsAfterThem() {
        assertThat(faults(FaultPlan.always(REFUSE).forNext(3)).subList(0, 5))
                .containsExactly(
                        Optional.of(REFUSE),
                        Optional.of(REFUSE),
                        Optional.of(REFUSE),
                        Optional.empty(),
                        Optional.empty());
    }

    @Test
    void sharesAboveOneAreRefused() {
        assertThatThrownBy(() -> FaultPlan.always(RETRY).with(0.1, REFUSE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FaultPlan.seeded(1).with(-0.1, RETRY)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FaultPlan.seeded(1).with(Double.NaN, RETRY))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void requestsOfOtherSignalsMeetNoFaultAndAreNotNumbered() {
        Faults faults = new Faults();
        faults.follow(FaultPlan.always(REFUSE).onlyFor(Signal.TRACES).forNext(1));
        assertThat(faults.draw(Signal.METRICS).fault()).isEmpty();
        assertThat(faults.draw(Signal.TRACES).fault()).contains(REFUSE);
        assertThat(faults.draw(Signal.TRACES).fault()).isEmpty();
    }

    private static List<Optional<Fault>> faults(FaultPlan plan) {
        return IntStream.range(0, 10_000).mapToObj(plan::faultOf).toList();
    }
}
