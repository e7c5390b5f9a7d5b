package happensbefore.workbook.dev;

import happensbefore.workbook.cli.App;
import happensbefore.workbook.cli.ExitStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `dev`: the commands for authors.
@Command(name = "dev", description = "For authors: prove the exercises, time the verdicts, make new exercises.")
public final class DevCommand implements Callable<Integer> {
    private final App app;

    private DevCommand(App app) {
        this.app = app;
    }

    public static CommandLine of(App app) {
        return new CommandLine(new DevCommand(app))
                .addSubcommand(new DevCheckCommand(app))
                .addSubcommand(new DevLatencyCommand(app))
                .addSubcommand(new DevNewCommand(app))
                .addSubcommand(new DevSyncCommand(app))
                .addSubcommand(new DevSnippetsCommand(app))
                .addSubcommand(new DevChartCommand(app))
                .addSubcommand(new DevChannelsCommand(app))
                .addSubcommand(new DevDeliveryCommand(app))
                .addSubcommand(new DevLoadCommand(app));
    }

    @Override
    public Integer call() {
        of(app).usage(app.out());
        return ExitStatus.OK;
    }
}
