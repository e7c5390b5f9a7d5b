package happensbefore.workbook.cli;

import happensbefore.workbook.bench.BenchCommand;
import happensbefore.workbook.demo.DemoCommand;
import happensbefore.workbook.dev.DevCommand;
import happensbefore.workbook.gateway.GatewayCommand;
import happensbefore.workbook.stress.StressCommand;
import happensbefore.workbook.watch.WatchCommand;
import java.util.List;

/// The subcommands, in the order `--help` lists them. A new command is a picocli `@Command` class and one line here.
final class Commands {
    private Commands() {}

    static List<Object> of(App app) {
        return List.of(
                new WatchCommand(app),
                new RunCommand(app),
                new ListCommand(app),
                new HintCommand(app),
                new SolutionCommand(app),
                new ResetCommand(app),
                new CheckAllCommand(app),
                new StressCommand(app),
                new BenchCommand(app),
                new DemoCommand(app),
                new GatewayCommand(app),
                new CompletionCommand(app),
                DevCommand.of(app));
    }
}
