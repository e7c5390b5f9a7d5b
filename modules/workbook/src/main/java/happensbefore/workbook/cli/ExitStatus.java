package happensbefore.workbook.cli;

/// What `./workbook` exits with.
public final class ExitStatus {
    /// Solved, or done as asked.
    public static final int OK = 0;
    /// The check said no.
    public static final int NOT_SOLVED = 1;
    /// A wrong option, a wrong name, or a file that the reader must put right.
    public static final int USAGE = 2;
    /// The workbook itself failed.
    public static final int FAULT = 3;

    /// The JVM was told to end meanwhile, as by Ctrl-C; what a shell calls it.
    public static final int INTERRUPTED = 130;

    private ExitStatus() {}
}
