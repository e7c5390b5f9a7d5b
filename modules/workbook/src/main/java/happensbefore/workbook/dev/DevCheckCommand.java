package happensbefore.workbook.dev;

import happensbefore.workbook.cli.App;
import happensbefore.workbook.cli.ExitStatus;
import happensbefore.workbook.cli.UserError;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `dev check`
@Command(
        name = "check",
        description =
                "Prove the exercises: every original fails as declared, every solution passes, every planted bug is"
                        + " caught.")
final class DevCheckCommand implements Callable<Integer> {
    private static final int NIGHTLY = 20;

    private final App app;

    @Option(names = "--only", paramLabel = "NAME", split = ",", description = "Prove only these exercises.")
    private Set<String> only = Set.of();

    @Option(
            names = "--changed",
            negatable = true,
            description = "Leave out what was proved before and has not changed since.")
    private boolean changed;

    @Option(names = "--pristine", description = "Refuse working copies that differ from their originals.")
    private boolean pristine;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "1",
            description = "Climb N times with each variant; every time must be as declared. Default: 1.")
    private int repeat;

    @Option(names = "--nightly", description = "The same as --repeat " + NIGHTLY + ".")
    private boolean nightly;

    DevCheckCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (repeat < 1) {
            throw new UserError("--repeat " + repeat + " proves nothing.", "Give it 1 or more.");
        }
        for (String id : only) {
            if (app.catalog().find(id).isEmpty()) {
                throw new UserError("There is no exercise " + id + ".", "See ./workbook list.");
            }
        }
        Prover prover = (claims, verdicts) -> new LadderProver(app.ladder()).prove(claims, verdicts);
        List<Refusal> refusals = new DevCheck(app.workspace(), prover, app.out())
                .run(new DevCheck.Options(only, changed, pristine, nightly ? NIGHTLY : repeat));
        return refusals.isEmpty() ? ExitStatus.OK : ExitStatus.NOT_SOLVED;
    }
}
