package happensbefore.workbook.dev;

import happensbefore.benchmarks.otlpsystem.LoadProgram;
import happensbefore.workbook.cli.App;
import happensbefore.workbook.cli.ExitStatus;
import happensbefore.workbook.cli.UserError;
import happensbefore.workbook.machine.Machine;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `dev load`
@Command(
        name = "load",
        description = {
            "Put a gateway under load: services with the SDK, the gateway, and a backend that counts, each in a process of"
                    + " its own.",
            "Print spans per second and core, the time from receipt to export, the gateway's memory, and its books."
        })
final class DevLoadCommand implements Callable<Integer> {
    private final App app;

    @Option(names = "--seconds", paramLabel = "S", defaultValue = "20", description = "Default: ${DEFAULT-VALUE}.")
    private int seconds;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "50000",
            description = "Spans per second to offer. Default: ${DEFAULT-VALUE}.")
    private int rate;

    @Option(names = "--services", paramLabel = "N", defaultValue = "4", description = "Default: ${DEFAULT-VALUE}.")
    private int services;

    @Option(
            names = "--heap",
            paramLabel = "MIB",
            defaultValue = "256",
            description = "The gateway's. Default: ${DEFAULT-VALUE}.")
    private int heap;

    DevLoadCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (seconds < 1 || rate < 1 || services < 1 || heap < 64) {
            throw new UserError(
                    "Nothing can be measured with less than 1, nor with a heap below 64 MiB.", "Give larger numbers.");
        }
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadProgram.class.getName(),
                        Integer.toString(seconds),
                        Integer.toString(rate),
                        Integer.toString(services),
                        Integer.toString(heap)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                app.out().println(line);
                app.out().flush();
            }
            if (process.waitFor() != 0) {
                throw new IOException("the measurement failed: status " + process.exitValue());
            }
        } finally {
            process.destroy();
        }
        Machine machine = Machine.here();
        app.out().println(machine.line());
        machine.caveats().forEach(app.out()::println);
        return ExitStatus.OK;
    }
}
