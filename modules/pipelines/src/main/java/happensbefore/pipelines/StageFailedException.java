package happensbefore.pipelines;

/// A stage failed, and the run has ended with it. The cause is what the step threw.
public final class StageFailedException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Ending.Failed failure;
    private final transient Report report;

    StageFailedException(Ending.Failed failure, Report report) {
        super(
                "stage " + failure.stage() + " failed" + (failure.number() < 0 ? "" : " at item " + failure.number())
                        + ": " + failure.cause(),
                failure.cause());
        this.failure = failure;
        this.report = report;
    }

    /// Which stage, and at which item.
    public Ending.Failed failure() {
        return failure;
    }

    /// What became of all items.
    public Report report() {
        return report;
    }
}
