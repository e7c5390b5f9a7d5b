package happensbefore.workbook.machine;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// Where something was measured.
///
/// @param cpu the processor's model, or its architecture when the model cannot be told
/// @param cpus how many this JVM may use
/// @param jvm name and version of the Java runtime
public record Machine(String cpu, int cpus, String os, String jvm) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    public static Machine here() {
        return new Machine(
                cpuModel().orElse(System.getProperty("os.arch")),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    }

    /// `Intel Xeon, 2 CPUs; Linux 6.1 amd64; OpenJDK 64-Bit Server VM 25.0.3+9`.
    public String line() {
        return "%s, %d %s; %s; %s".formatted(cpu, cpus, cpus == 1 ? "CPU" : "CPUs", os, jvm);
    }

    /// What weakens a measurement made now, one sentence each; empty when nothing is known to.
    public List<String> caveats() {
        return Stream.of(oneCpu(), busy(load())).flatMap(Optional::stream).toList();
    }

    private Optional<String> oneCpu() {
        return cpus > 1
                ? Optional.empty()
                : Optional.of(
                        "This JVM may use one CPU only: threads take turns, so nothing truly runs at the same time."
                                + " Most races cannot show here.");
    }

    /// Visible for its own test.
    Optional<String> busy(double load) {
        return load <= cpus * 0.5
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "The machine is busy: load average %.1f on %d %s. What is measured now is weaker and less certain.",
                        load,
                        cpus,
                        cpus == 1 ? "CPU" : "CPUs"));
    }

    /// The load average of the last minute; 0 where the system does not tell.
    private static double load() {
        return Math.max(0, ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static Optional<String> cpuModel() {
        if (Files.isReadable(CPU_INFO)) {
            try (Stream<String> lines = Files.lines(CPU_INFO, StandardCharsets.UTF_8)) {
                return lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst();
            } catch (IOException e) {
                return Optional.empty();
            }
        }
        return macModel();
    }

    private static Optional<String> macModel() {
        if (!System.getProperty("os.name").startsWith("Mac")) {
            return Optional.empty();
        }
        try {
            Process process = new ProcessBuilder("sysctl", "-n", "machdep.cpu.brand_string")
                    .redirectErrorStream(true)
                    .start();
            String model = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return model.isEmpty() ? Optional.empty() : Optional.of(model);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
