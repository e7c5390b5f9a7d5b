package happensbefore.benchmarks.otlpsystem;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// Looks at the processes of a load from outside. Used by one thread.
///
/// @param told what the gateway's process answers
/// @param ask what it is asked
record LoadWatch(Process gateway, Process generator, BufferedReader told, Writer ask) {

    /// @param nanos by [System#nanoTime]
    /// @param cpu of the gateway, the generator, and the backend, which is this process
    record Moment(long nanos, LoadState state, Duration cpu, Duration generatorCpu, Duration backendCpu, long rssKib) {}

    /// @throws IOException when the gateway has ended
    Moment look(String question) throws IOException {
        ask.write(question + "\n");
        ask.flush();
        LoadState state = LoadState.of(LoadProgram.lineOf(told));
        return new Moment(
                System.nanoTime(),
                state,
                cpu(gateway.toHandle()),
                cpu(generator.toHandle()),
                cpu(ProcessHandle.current()),
                rssKib(gateway.pid()));
    }

    private static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /// Resident memory; 0 where the system does not tell it in `/proc`.
    private static long rssKib(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
