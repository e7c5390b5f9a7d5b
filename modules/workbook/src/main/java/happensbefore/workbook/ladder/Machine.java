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

    static List<String> caveats() {
        int cpus = Runtime.getRuntime().availableProcessors();
        return caveats(cpus, load());
    }

    static List<String> caveats(int cpus, double load) {
        List<String> caveats = new ArrayList<>();
        if (cpus == 1) {
            caveats.add("One CPU: threads never run at the same moment here, so the memory-model rung sees little. "
                    + "A pass on it says less than it would on two.");
        }
        if (load > cpus) {
            caveats.add("Busy machine: load %.1f on %d CPUs. Times are longer, and the memory-model rung sees less."
                    .formatted(load, cpus));
        }
        return caveats;
    }
}
