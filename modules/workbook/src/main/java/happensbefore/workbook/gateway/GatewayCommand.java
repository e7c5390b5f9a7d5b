package happensbefore.workbook.gateway;

import happensbefore.otlpsystem.otlp.Gateway;
import happensbefore.otlpsystem.settings.GatewaySettings;
import happensbefore.otlpsystem.settings.SettingsException;
import happensbefore.otlpsystem.settings.SettingsReader;
import happensbefore.telemetry.receiver.OtlpServer;
import happensbefore.telemetry.receiver.OtlpSink;
import happensbefore.telemetry.receiver.ReceiverSettings;
import happensbefore.workbook.cli.App;
import happensbefore.workbook.cli.ExitStatus;
import happensbefore.workbook.cli.UserError;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `gateway`
@Command(
        name = "gateway",
        description = {
            "Take OTLP from services, enrich it, and send it to several backends; docs/otlp-system/gateway.md has all"
                    + " settings.",
            "Without a config file: what is received goes to a backend inside this process, which throws it away."
        },
        footer = {
            "",
            "It listens on 127.0.0.1, ports 4317 (gRPC), 4318 (HTTP) and 13133 (status page, health, metrics), unless the"
                    + " config says otherwise.",
            "Ctrl-C ends it: it sends what it has, and says what became of every item. A second Ctrl-C does not wait.",
            "Exit status: 0 when all that was taken was sent; 1 when something was lost at the end; 2 on a wrong config or"
                    + " a port that is taken."
        })
public final class GatewayCommand implements Callable<Integer> {
    /// One line each, with the time zone: `2026-11-25T09:30:00+0000 WARNING ...`.
    private static final String LOG_LINE = "%1$tFT%1$tT%1$tz %4$s %5$s%6$s%n";

    private final App app;

    @Option(names = "--config", paramLabel = "FILE", description = "Settings in YAML.")
    private @Nullable String config;

    @Option(names = "--check", description = "Only read the config, and say whether it is right.")
    private boolean check;

    public GatewayCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (config == null) {
            if (check) {
                throw new UserError("There is nothing to check.", "Name a file with --config FILE.");
            }
            try (OtlpServer backend =
                    OtlpServer.start(ReceiverSettings.anyFreePort(), (_, _) -> OtlpSink.Answer.TAKEN)) {
                app.out()
                        .println(
                                "No config: what is received is counted, and thrown away by a backend in this process.");
                return serve(SettingsReader.parse(
                        "backends: [{name: here, endpoint: '" + backend.httpEndpoint() + "'}]", "default"));
            }
        }
        GatewaySettings settings = read(config);
        if (check) {
            app.out().println(config + " is right. It names the backends:");
            settings.backends().forEach(backend -> app.out().println("  " + backend));
            return ExitStatus.OK;
        }
        return serve(settings);
    }

    private GatewaySettings read(String file) {
        try {
            return SettingsReader.read(app.typed(file), file);
        } catch (SettingsException e) {
            throw new UserError(
                    String.valueOf(e.getMessage()), "Mend it; ./workbook gateway --config FILE --check looks again.");
        }
    }

    private int serve(GatewaySettings settings) throws InterruptedException {
        String format = "java.util.logging.SimpleFormatter.format";
        System.setProperty(format, System.getProperty(format, LOG_LINE)); // read when the first line is logged
        CountDownLatch told = new CountDownLatch(1);
        Object interrupt = Signals.register("INT", told::countDown);
        Object terminate = Signals.register("TERM", told::countDown);
        try (Gateway gateway = start(settings)) {
            app.out().println("OTLP over gRPC:  " + gateway.grpcEndpoint());
            app.out().println("OTLP over HTTP:  " + gateway.httpEndpoint());
            app.out().println("Status, /metrics, /ready, /live:  " + gateway.adminEndpoint());
            settings.backends().forEach(backend -> app.out().println("Backend " + backend));
            app.out().println("Ctrl-C ends it.");
            app.out().flush();
            told.await();
            restore(interrupt, terminate); // another one ends the JVM at once
            app.out()
                    .println("Ending: sending what is left, for %d s at most."
                            .formatted(settings.shutdown().toSeconds()));
            app.out().flush();
            boolean whole = gateway.shutdown();
            gateway.accounting().forEach(app.out()::println);
            app.out().println(whole ? "All that was left was sent." : "Not all that was left could be sent.");
            return whole ? ExitStatus.OK : ExitStatus.NOT_SOLVED;
        } finally {
            restore(interrupt, terminate);
        }
    }

    private static void restore(Object interrupt, Object terminate) {
        Signals.unregister("INT", interrupt);
        Signals.unregister("TERM", terminate);
    }

    private static Gateway start(GatewaySettings settings) {
        try {
            return Gateway.start(settings);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof BindException taken) {
                throw new UserError(
                        "The gateway did not start: " + taken.getMessage() + ".",
                        "Its ports are listen.grpc, listen.http and listen.admin in the config.");
            }
            throw e;
        }
    }
}
