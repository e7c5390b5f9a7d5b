package happensbefore.workbook.dev;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.cli.App;
import happensbefore.workbook.cli.ExitStatus;
import happensbefore.workbook.cli.UserError;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `dev latency`
@Command(name = "latency", description = "Time from save to verdict, on the exercises' own solutions and bugs.")
final class DevLatencyCommand implements Callable<Integer> {
    private final App app;

    @Option(names = "--only", paramLabel = "NAME", split = ",", description = "Only these exercises.")
    private Set<String> only = Set.of();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Climbs of each variant, after one to warm up. Default: 3.")
    private int rounds;

    DevLatencyCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (rounds < 1) {
            throw new UserError("--rounds " + rounds + " measures nothing.", "Give it 1 or more.");
        }
        for (String id : only) {
            if (app.catalog().find(id).isEmpty()) {
                throw new UserError("There is no exercise " + id + ".", "See ./workbook list.");
            }
        }
        List<Exercise> exercises = app.catalog().exercises().stream()
                .filter(exercise -> only.isEmpty() || only.contains(exercise.id()))
                .toList();
        LatencyTable table = new LatencyTable(app.out(), rounds);
        table.open();
        for (Exercise exercise : exercises) {
            table.row(Latency.of(app.ladder(), new Parts(app.workspace(), exercise), rounds));
        }
        table.close();
        return ExitStatus.OK;
    }
}
