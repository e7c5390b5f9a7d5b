package happensbefore.workbook.dev;

import happensbefore.benchmarks.spanexport.DeliveryProgram;
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

/// `dev delivery`
@Command(
        name = "delivery",
        description = {
            "Send spans through each span processor to a receiver in another process,",
            "and print how many a second arrive, and how many never do."
        })
final class DevDeliveryCommand implements Callable<Integer> {
    private final App app;

    @Option(
            names = "--millis",
            paramLabel = "N",
            defaultValue = "2000",
            description = "For each processor in each of nine cases. Default: ${DEFAULT-VALUE}.")
    private long millis;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
    private int threads;

    DevDeliveryCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (millis < 1 || threads < 1) {
            throw new UserError("Nothing can be measured with less than 1.", "Give each number 1 or more.");
        }
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        DeliveryProgram.class.getName(),
                        Long.toString(millis),
                        Integer.toString(threads)))
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
