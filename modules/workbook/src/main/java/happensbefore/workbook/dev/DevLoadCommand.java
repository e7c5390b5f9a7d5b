package happensbefore.workbook.dev;

import happensbefore.benchmarks.otlpsystem.LoadProgram;
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

/// `dev load`
@Command(
        name = "load",
        description = {
            "Put a gateway under load: services with the SDK, the gateway, and a backend that counts, each in a process of"
                    + " its own.",
            "Print spans per second and core, the time from receipt to export, the gateway's memory, and its books.",
            "Fail when a span was lost that the gateway had acknowledged."
        })
final class DevLoadCommand implements Callable<Integer> {
    private static final List<String> PROTOCOLS = List.of("http/protobuf", "grpc");

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

    @Option(
            names = "--protocol",
            paramLabel = "P",
            description = "To the backend: http/protobuf or grpc. Default: ${DEFAULT-VALUE}.")
    private String protocol = PROTOCOLS.getFirst();

    @Option(names = "--publish", description = "Also write docs/benchmarks/otlp-system-load.md.")
    private boolean publish;

    DevLoadCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (seconds < 1 || rate < 1 || services < 1 || heap < 64) {
            throw new UserError(
                    "Nothing can be measured with less than 1, nor with a heap below 64 MiB.", "Give larger numbers.");
        }
        if (!PROTOCOLS.contains(protocol)) {
            throw new UserError(
                    "\"" + protocol + "\" is no protocol.", "There are " + String.join(" and ", PROTOCOLS) + ".");
        }
        Instant when = Instant.now();
        Machine machine = Machine.here();
        List<String> caveats = machine.caveats(); // of before: the measurement itself is a load
        List<String> said = new ArrayList<>();
        Consumer<String> print = MeasuringProgram.printing(app.out());
        new MeasuringProgram(LoadProgram.class, List.of(seconds, rate, services, heap, protocol))
                .run(print.andThen(said::add));
        app.out().println(machine.line());
        caveats.forEach(app.out()::println);
        if (publish) {
            Path page = app.workspace().root().resolve("docs/benchmarks/otlp-system-load.md");
            Files.writeString(page, page(when, machine, caveats, said));
            app.out().println("Published: " + app.shown(page));
        }
        return ExitStatus.OK;
    }

    private String page(Instant when, Machine machine, List<String> caveats, List<String> said) {
        StringBuilder page = new StringBuilder("# Load: the gateway\n\n| | |\n|---|---|\n");
        page.append("| machine | ").append(machine.line()).append(" |\n");
        page.append("| measured | ")
                .append(when.truncatedTo(ChronoUnit.SECONDS))
                .append(" |\n");
        page.append(
                "| command | `./workbook dev load --seconds %d --rate %d --services %d --heap %d --protocol %s --publish` |\n"
                        .formatted(seconds, rate, services, heap, protocol));
        caveats.forEach(caveat -> page.append("| caution | ").append(caveat).append(" |\n"));
        page.append("""

                Services with the SDK's own batch processor and OTLP exporter over gRPC, the gateway, and a backend that counts,
                each in a process of its own on this machine. `heap` is the least that a garbage collection left since the line
                before: what is alive. The heap is touched at the start, so that `RSS` holds all of it from then on. Another
                machine gives other numbers.
                """);
        page.append("\n```text\n").append(String.join("\n", said)).append("\n```\n");
        return page.toString();
    }
}
