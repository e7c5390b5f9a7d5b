package happensbefore.spanexport;

/// An exporter said that an export has failed, and not why.
public final class UnexplainedFailure extends Exception {
    private static final long serialVersionUID = 1;

    UnexplainedFailure(String backend) {
        super("the exporter for " + backend + " gave no reason");
    }
}
