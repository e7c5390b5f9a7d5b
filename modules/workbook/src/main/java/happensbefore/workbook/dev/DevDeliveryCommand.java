package happensbefore.workbook.dev;

import happensbefore.benchmarks.spanexport.DeliveryProgram;
import happensbefore.workbook.cli.App;
import happensbefore.workbook.cli.ExitStatus;
import happensbefore.workbook.cli.UserError;
import happensbefore.workbook.machine.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
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
        Instant when = Instant.now();
        Machine machine = Machine.here();
        List<String> caveats = machine.caveats(); // of before: the measurement itself is a load
        List<String> said = new ArrayList<>();
        Consumer<String> print = MeasuringProgram.printing(app.out());
        new MeasuringProgram(DeliveryProgram.class, List.of(millis, threads)).run(print.andThen(said::add));
        app.out().println(machine.line());
        caveats.forEach(app.out()::println);
        if (publish) {
            Path page = app.workspace().root().resolve("docs/benchmarks/span-export-delivery.md");
            Files.writeString(page, page(when, machine, caveats, said));
            app.out().println("Published: " + app.shown(page));
        }
        return ExitStatus.OK;
    }

    private String page(Instant when, Machine machine, List<String> caveats, List<String> said) {
        StringBuilder page = new StringBuilder("# Delivery: span-export\n\n| | |\n|---|---|\n");
        page.append("| machine | ").append(machine.line()).append(" |\n");
        page.append("| measured | ")
                .append(when.truncatedTo(ChronoUnit.SECONDS))
                .append(" |\n");
        page.append("| command | `./workbook dev delivery --millis %d --threads %d --publish` |\n"
                .formatted(millis, threads));
        caveats.forEach(caveat -> page.append("| caution | ").append(caveat).append(" |\n"));
        page.append("""

                The receiver is another process. Each thread ends so many spans, waits for a flush, and begins again; each
                answer is held back by `delay` ms. Threads count what they ended, the receiver what was delivered, and the
                processor what it dropped. `per send` is how many spans were delivered with one export, `B/span` what was
                allocated for each of them, by the whole process. What the processors are, and what else to look at, the
                [chapter](../span-export/adaptive-batches.md#what-the-stress-tests-and-the-benchmarks-say) says. Another
                machine gives other numbers.
                """);
        page.append("\n```text\n").append(String.join("\n", said)).append("\n```\n");
        return page.toString();
    }
}
