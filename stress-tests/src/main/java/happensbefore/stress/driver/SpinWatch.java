package happensbefore.stress.driver;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/// Looks whether the actor of a termination test goes on computing after its signal was given.
///
/// It goes by the actor's own processor time since then, not by the clock. One that hears of the signal ends at
/// its next look; one that a busy machine does not let run uses none, however long that takes. For one slice, and
/// one thread.
final class SpinWatch {
    /// A look at a variable takes nanoseconds.
    static final Duration ENOUGH = Duration.ofSeconds(1);

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Thread slice;
    private final Map<Thread, Long> atSignal = new HashMap<>(); // processor time in ns, as first seen after the signal

    SpinWatch(Thread slice) {
        this.slice = slice;
    }

    /// Whether an actor has computed long enough since the signal to say that it does not hear of it.
    boolean spinsOn() {
        return signalled(slice) && StuckThreads.actors().anyMatch(actor -> computed(actor) >= ENOUGH.toNanos());
    }

    /// Whether the actor, or who gives the signal, could go on and has had too little time for that to mean
    /// anything.
    boolean lacksTime() {
        return !signalled(slice)
                || StuckThreads.actors()
                        .anyMatch(actor ->
                                actor.getState() == Thread.State.RUNNABLE && computed(actor) < ENOUGH.toNanos());
    }

    private long computed(Thread actor) {
        long now = THREADS.getThreadCpuTime(actor.threadId());
        Long first = atSignal.putIfAbsent(actor, now);
        return first == null ? 0 : now - first;
    }

    /// Whether the signal was given: jcstress's runner then joins the actor.
    static boolean signalled(Thread slice) {
        StackTraceElement[] stack = slice.getStackTrace();
        return Stream.of(stack).anyMatch(frame -> frame.getMethodName().equals("join"))
                && Stream.of(stack)
                        .dropWhile(frame -> frame.getClassName().startsWith("java.lang."))
                        .findFirst()
                        .filter(frame -> frame.getClassName().endsWith("_jcstress"))
                        .isPresent();
    }
}
