package happensbefore.demos;

import happensbefore.lockfree.EpochReclaimer;
import happensbefore.lockfree.OffHeapStack;
import happensbefore.lockfree.otlp.LinkedWorkQueue;
import happensbefore.lockfree.otlp.ReclaimerMetrics;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Threads that pass each other jobs over a lock-free queue. A job is work on one lock-free stack off the heap.
///
/// Half-way one thread stops where a pop may stop: with its guard pinned. The others go on, which a lock would not let
/// them; but nothing is reclaimed meanwhile, and in the end pushes are refused. Jobs wait, as for a network, so that
/// few
/// threads are taken off a processor: to be stopped by the scheduler is the same.
final class LockFreeDemo implements Demo {
    private static final String SCOPE = "happensbefore.demos.lockfree";
    private static final String STALLED = "stalled in a pop";
    private static final String REFUSED = "push refused";
    private static final int NODES = 1 << 15;
    private static final int ROUNDS = 3;
    private static final int FEWEST_PAIRS = 700;
    private static final int MORE_PAIRS = 600;
    private static final long NETWORK_MICROS = 500;
    private static final long STALL_MICROS = 20_000;

    @Override
    public String topic() {
        return "lock-free";
    }

    @Override
    public String line() {
        return "a thread stops in the middle of a pop, and the others go on";
    }

    @Override
    public int fewestThreads() {
        return 2;
    }

    @Override
    public List<Mark> marks() {
        return List.of(
                new Mark("jobs process", Mark.Role.WORK, "a job: pushes, pops, and a network to wait for"),
                new Mark("jobs send", Mark.Role.HAND_OVER, "a job is offered"),
                new Mark(STALLED, Mark.Role.STALL, "stopped, with its guard pinned"),
                new Mark(REFUSED, Mark.Role.EVENT, "a job was refused a push: no node is left"));
    }

    @Override
    public Optional<String> focus() {
        return Optional.of(STALLED);
    }

    @Override
    public void run(OpenTelemetry telemetry, Load load) throws InterruptedException {
        Tracer tracer = telemetry.getTracer(SCOPE);
        try (OffHeapStack stack = new OffHeapStack(NODES);
                ReclaimerMetrics _ = new ReclaimerMetrics(stack, telemetry.getMeter(SCOPE), "scratch");
                LinkedWorkQueue<Integer> jobs = new LinkedWorkQueue<>(telemetry, "jobs");
                Workers workers = new Workers()) {
            for (int number = 1; number <= load.threads(); number++) {
                Random choices = load.choices(number);
                boolean stops = number == 1;
                workers.start("worker-" + number, () -> {
                    boolean stopped = !stops;
                    while (!load.isOver()) {
                        jobs.offer(FEWEST_PAIRS + choices.nextInt(MORE_PAIRS));
                        jobs.process(pairs -> churn(stack, pairs));
                        if (!stopped && load.hasRun(0.5)) {
                            stop(stack, tracer);
                            stopped = true;
                        }
                    }
                });
            }
            workers.join();
            load.ended();
        }
    }

    private static void churn(OffHeapStack stack, int pairs) {
        boolean told = false;
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < pairs; i++) {
                if (!stack.push(i) && !told) {
                    Span.current().addEvent(REFUSED);
                    told = true;
                }
                stack.pop();
            }
            Load.await(NETWORK_MICROS);
        }
    }

    // @start region="stop"
    private static void stop(OffHeapStack stack, Tracer tracer) {
        Span stalled = tracer.spanBuilder(STALLED).startSpan();
        try (EpochReclaimer.Guard _ = stack.reclaimer().pin()) {
            Load.await(STALL_MICROS);
        } finally {
            stalled.end();
        }
    }
    // @end
}
