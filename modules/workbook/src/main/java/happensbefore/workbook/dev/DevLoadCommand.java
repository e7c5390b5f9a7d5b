package happensbefore.workbook.dev;

import happensbefore.benchmarks.otlpsystem.LoadProgram;
import happensbefore.workbook.cli.App;
import happensbefore.workbook.cli.ExitStatus;
import happensbefore.workbook.cli.UserError;
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
            "Print spans per second and core, the time from receipt to export, the gateway's memory, and its books.",
            "Fail when a span was lost that the gateway had acknowledged."
        })
final class DevLoadCommand implements Callable<Integer> {
    private static final List<String> PROTOCOLS = List.of("http/protobuf", "grpc");

    private static final String EXPLANATION = """
            Services with the SDK's own batch processor and OTLP exporter over gRPC, the gateway, and a backend that counts,
            each in a process of its own on this machine. `heap` is the least that a garbage collection left since the line
            before: what is alive. The heap is touched at the start, so that `RSS` holds all of it from then on. Another
            machine gives other numbers.
            """;

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
        Measured measured = Measured.by(
                new MeasuringProgram(LoadProgram.class, List.of(seconds, rate, services, heap, protocol)), app);
        if (publish) {
            String command =
                    "./workbook dev load --seconds %d --rate %d --services %d --heap %d --protocol %s --publish"
                            .formatted(seconds, rate, services, heap, protocol);
            measured.publish(app, "otlp-system-load.md", "Load: the gateway", command, EXPLANATION);
        }
        return ExitStatus.OK;
    }
}
