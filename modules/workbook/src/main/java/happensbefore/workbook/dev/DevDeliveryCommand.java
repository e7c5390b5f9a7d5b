package happensbefore.workbook.dev;

import happensbefore.benchmarks.spanexport.DeliveryProgram;
import happensbefore.workbook.cli.App;
import happensbefore.workbook.cli.ExitStatus;
import happensbefore.workbook.cli.UserError;
import java.io.IOException;
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
    private static final String EXPLANATION = """
            The receiver is another process. Each thread ends so many spans, waits for a flush, and begins again; each
            answer is held back by `delay` ms. Threads count what they ended, the receiver what was delivered, and the
            processor what it dropped. `per send` is how many spans were delivered with one export, `B/span` what was
            allocated for each of them, by the whole process. What the processors are, and what else to look at, the
            [chapter](../span-export/adaptive-batches.md#what-the-stress-tests-and-the-benchmarks-say) says. Another
            machine gives other numbers.
            """;

    private final App app;

    @Option(
            names = "--millis",
            paramLabel = "N",
            defaultValue = "2000",
            description = "For each processor in each of nine cases. Default: ${DEFAULT-VALUE}.")
    private long millis;

    @Option(names = "--threads", paramLabel = "N", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
    private int threads;

    @Option(names = "--publish", description = "Also write docs/benchmarks/span-export-delivery.md.")
    private boolean publish;

    DevDeliveryCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (millis < 1 || threads < 1) {
            throw new UserError("Nothing can be measured with less than 1.", "Give each number 1 or more.");
        }
        Measured measured = Measured.by(new MeasuringProgram(DeliveryProgram.class, List.of(millis, threads)), app);
        if (publish) {
            String command = "./workbook dev delivery --millis %d --threads %d --publish".formatted(millis, threads);
            measured.publish(app, "span-export-delivery.md", "Delivery: span-export", command, EXPLANATION);
        }
        return ExitStatus.OK;
    }
}
