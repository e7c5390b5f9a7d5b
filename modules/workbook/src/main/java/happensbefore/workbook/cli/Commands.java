package happensbefore.workbook.cli;

import happensbefore.workbook.dev.DevCommand;
import happensbefore.workbook.stress.StressCommand;
import java.util.List;

/// The subcommands, in the order `--help` lists them. A new command is a picocli `@Command` class and one line here.
final class Commands {
    private Commands() {}

    static List<Object> of(App app) {
        return List.of(
                new RunCommand(app),
                new ListCommand(app),
                new HintCommand(app),
                new SolutionCommand(app),
                new ResetCommand(app),
                new CheckAllCommand(app),
                new StressCommand(app),
                DevCommand.of(app));
    }
}
