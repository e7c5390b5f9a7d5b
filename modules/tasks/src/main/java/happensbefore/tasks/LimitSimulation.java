package happensbefore.tasks;

import happensbefore.tasks.AdaptiveLimit.Permit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;

/// An [AdaptiveLimit] in front of a simulated backend that always has more calls to take, in virtual time.
///
/// The backend has a number of workers and one queue. Up to that many calls in flight, a call takes as long as
/// its service; beyond, it waits as well. So the number of workers is what the limit has to find (Little's
/// law). The same arguments give the same run. For one thread.
public final class LimitSimulation {
    /// Service times vary by this much either way.
    private static final double SPREAD = 0.2;

    /// A time in which the backend stays as it is.
    public record Phase(Duration length, int workers, Duration service) {}

    /// What was so at one moment.
    ///
    /// @param phase which one, from 0
    /// @param completed calls that had ended
    /// @param latencyNanos the sum of their latencies
    public record Point(double seconds, int phase, int workers, int limit, long completed, long latencyNanos) {}

    private record Call(long ends, long began, Permit permit) {}

    private final AdaptiveLimit limit;
    private final List<Phase> phases;
    private final Random random;
    private final Queue<Call> calls = new PriorityQueue<>(Comparator.comparingLong(Call::ends));
    private final Queue<Long> freeAt = new PriorityQueue<>();
    private final List<Point> points = new ArrayList<>();
    private long now;
    private int phase = -1;
    private long phaseEnds;
    private long completed;
    private long latency;

    private LimitSimulation(LimitRule rule, List<Phase> phases, long seed) {
        this.phases = phases;
        this.random = new Random(seed);
        limit = new AdaptiveLimit(rule, () -> now);
    }

    /// Runs through all phases.
    ///
    /// @param every the time between two points
    public static List<Point> run(LimitRule rule, List<Phase> phases, Duration every, long seed) {
        LimitSimulation simulation = new LimitSimulation(rule, List.copyOf(phases), seed);
        simulation.run(every.toNanos());
        return List.copyOf(simulation.points);
    }

    private void run(long every) {
        long nextPoint = every;
        while (enterPhase()) {
            for (Optional<Permit> permit = limit.tryAcquire(); permit.isPresent(); permit = limit.tryAcquire()) {
                begin(permit.get());
            }
            Call next = calls.remove();
            for (; nextPoint <= next.ends(); nextPoint += every) {
                points.add(new Point(
                        nextPoint / 1e9,
                        phase,
                        phases.get(phase).workers(),
                        limit.snapshot().limit(),
                        completed,
                        latency));
            }
            end(next);
        }
    }

    /// False when the last phase is over.
    private boolean enterPhase() {
        while (now >= phaseEnds) {
            phase++;
            if (phase == phases.size()) {
                return false;
            }
            phaseEnds += phases.get(phase).length().toNanos();
            int workers = phases.get(phase).workers();
            while (freeAt.size() > workers) {
                freeAt.remove();
            }
            while (freeAt.size() < workers) {
                freeAt.add(now);
            }
        }
        return true;
    }

    private void begin(Permit permit) {
        double factor = 1 + SPREAD * (2 * random.nextDouble() - 1);
        long service = (long) (phases.get(phase).service().toNanos() * factor);
        long ends = Math.max(now, freeAt.remove()) + service;
        freeAt.add(ends);
        calls.add(new Call(ends, now, permit));
    }

    private void end(Call call) {
        now = call.ends();
        completed++;
        latency += now - call.began();
        call.permit().succeeded();
        call.permit().close();
    }
}
