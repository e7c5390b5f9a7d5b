package happensbefore.workbook.ladder;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/// What about this machine weakens a verdict.
final class Machine {
    private Machine() {}

    /// Whether more threads want a CPU than there are.
    static boolean isBusy() {
        return load() > Runtime.getRuntime().availableProcessors();
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    static List<String> caveats(List<RungResult> results) {
        return caveats(Runtime.getRuntime().availableProcessors(), load(), results);
    }

    /// Of a climb on which nothing of the reader's ran, nothing.
    static List<String> caveats(int cpus, double load, List<RungResult> results) {
        boolean sampled = ran(results, Rung.MEMORY_MODEL);
        List<String> caveats = new ArrayList<>();
        if (cpus == 1 && sampled) {
            caveats.add("One CPU: threads never run at the same moment here, so the memory-model rung sees little. "
                    + "A pass on it says less than it would on two.");
        }
        if (load > cpus && results.stream().anyMatch(result -> ran(results, result.rung()))) {
            caveats.add("Busy machine: load %.1f on %d %s. Times are longer%s."
                    .formatted(
                            load,
                            cpus,
                            cpus == 1 ? "CPU" : "CPUs",
                            sampled ? ", and the memory-model rung sees less" : ""));
        }
        return caveats;
    }

    private static boolean ran(List<RungResult> results, Rung rung) {
        return rung != Rung.COMPILE
                && results.stream().anyMatch(result -> result.rung() == rung && !(result instanceof RungResult.NotRun));
    }
}
