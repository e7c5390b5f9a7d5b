package happensbefore.demos;

import happensbefore.workstealing.Fork;
import happensbefore.workstealing.PoolSettings;
import happensbefore.workstealing.WorkStealingPool;
import happensbefore.workstealing.otlp.PoolMetrics;
import happensbefore.workstealing.otlp.TracedPool;
import io.opentelemetry.api.OpenTelemetry;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;

/// One task a round from outside, and all others from tasks: each gives away parts of unlike size, and does its own.
/// Only the
/// worker that has them knows of them, until the others steal.
///
/// A task's own work is a wait, so that the picture does not depend on how many processors there are.
final class WorkStealingDemo implements Demo {
    private static final String SCOPE = "happensbefore.demos.workstealing";
    private static final String TASK = "task";
    private static final int TASKS = 60;
    private static final int FEWEST_MICROS = 300;
    private static final int MORE_MICROS = 700;
    private static final long REST_MICROS = 2_000;

    @Override
    public String topic() {
        return "work-stealing";
    }

    @Override
    public String line() {
        return "one task gives away the others: where each ran, and who stole";
    }

    @Override
    public int fewestThreads() {
        return 2;
    }

    @Override
    public List<Mark> marks() {
        return List.of(new Mark(TASK, Mark.Role.WORK, "gives away parts of itself, and does the rest"));
    }

    @Override
    public void run(OpenTelemetry telemetry, Load load) throws InterruptedException {
        AtomicInteger started = new AtomicInteger();
        PoolSettings settings = PoolSettings.of(load.threads())
                .withFactory(work -> new Thread(work, "worker-" + started.incrementAndGet()));
        try (WorkStealingPool pool = new WorkStealingPool(settings);
                PoolMetrics _ = new PoolMetrics(telemetry.getMeter(SCOPE), "parts", pool)) {
            TracedPool traced = new TracedPool(pool, telemetry.getTracer(SCOPE));
            Random choices = load.choices(0);
            do {
                Phaser open = new Phaser(1);
                give(traced, open, TASKS, choices.nextLong());
                open.awaitAdvanceInterruptibly(open.arrive());
                Load.await(REST_MICROS);
            } while (!load.isOver());
            load.ended();
        }
    }

    // @start region="give"
    private static void give(TracedPool pool, Phaser open, int tasks, long seed) {
        open.register();
        Fork<Integer> _ = pool.fork(TASK, () -> {
            try {
                Random choices = new Random(seed);
                int first = choices.nextInt(tasks);
                for (int part : new int[] {first, tasks - 1 - first}) {
                    if (part > 0) {
                        give(pool, open, part, choices.nextLong());
                    }
                }
                Load.await(FEWEST_MICROS + choices.nextInt(MORE_MICROS));
                return tasks;
            } finally {
                open.arriveAndDeregister();
            }
        });
    }
    // @end
}
