package happensbefore.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.tasks.LimitSimulation.Phase;
import happensbefore.tasks.LimitSimulation.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each phase is judged by its second half: the limit has had the first one to find the backend's capacity.
class AdaptiveLimitSimulationTest {
    private static final Duration SERVICE = Duration.ofMillis(10);
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration EVERY = Duration.ofMillis(50);
    private static final List<Phase> CAPACITY_CHANGES = List.of(
            new Phase(LONG, 20, SERVICE),
            new Phase(LONG, 5, SERVICE),
            new Phase(LONG, 40, SERVICE),
            new Phase(LONG, 10, SERVICE));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aimdFindsTheCapacityWhenItFallsAndWhenItRises(long seed) {
        judge(new Aimd(1, 200, Duration.ofMillis(15), 0.8), CAPACITY_CHANGES, seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theGradientFindsTheCapacityWhenItFallsAndWhenItRises(long seed) {
        judge(new Gradient(1, 200, 1.1, 50), CAPACITY_CHANGES, seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theGradientLearnsThatTheServiceHasBecomeSlowerOrFaster(long seed) {
        List<Phase> serviceChanges = new ArrayList<>();
        for (int millis : new int[] {10, 40, 10, 20}) {
            serviceChanges.add(new Phase(Duration.ofSeconds(60), 20, Duration.ofMillis(millis)));
        }
        judge(new Gradient(1, 200, 1.1, 50), serviceChanges, seed);
    }

    private static void judge(LimitRule rule, List<Phase> phases, long seed) {
        List<Point> points = LimitSimulation.run(rule, phases, EVERY, seed);
        for (int phase = 0; phase < phases.size(); phase++) {
            int number = phase;
            List<Point> all =
                    points.stream().filter(point -> point.phase() == number).toList();
            judge(phases.get(phase), all.subList(all.size() / 2, all.size()), "seed " + seed + ", phase " + phase);
        }
    }

    private static void judge(Phase phase, List<Point> settled, String which) {
        double mean = settled.stream().mapToInt(Point::limit).average().orElseThrow();
        Point first = settled.getFirst();
        Point last = settled.getLast();
        long calls = last.completed() - first.completed();
        double perSecond = calls / (last.seconds() - first.seconds());
        double possible = phase.workers() / (phase.service().toNanos() / 1e9);
        double latency = (last.latencyNanos() - first.latencyNanos()) / (double) calls;

        assertThat(mean).as("%s: the mean limit", which).isBetween(0.9 * phase.workers(), 1.8 * phase.workers());
        assertThat(perSecond).as("%s: calls per second", which).isGreaterThan(0.9 * possible);
        assertThat(latency)
                .as("%s: the mean latency, in nanoseconds", which)
                .isLessThan(2.0 * phase.service().toNanos());
    }
}
