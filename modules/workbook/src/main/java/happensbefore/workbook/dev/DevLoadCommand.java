package happensbefore.workbook.dev;

import happensbefore.benchmarks.otlpsystem.LoadProgram;
import happensbefore.workbook.cli.App;
import happensbefore.workbook.cli.ExitStatus;
import happensbefore.workbook.cli.UserError;
import happensbefore.workbook.machine.Machine;
import java.io.IOException;
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
        Machine machine = Machine.here();
        List<String> caveats = machine.caveats(); // of before: the measurement itself is a load
        new MeasuringProgram(LoadProgram.class, List.of(seconds, rate, services, heap))
                .run(MeasuringProgram.printing(app.out()));
        app.out().println(machine.line());
        caveats.forEach(app.out()::println);
        return ExitStatus.OK;
    }
}
