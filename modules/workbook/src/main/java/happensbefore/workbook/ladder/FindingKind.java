package happensbefore.workbook.ladder;

/// What can be wrong. The names in lower case with hyphens are used in `exercise.yaml` and in `--json`.
public enum FindingKind {
    /// The file to edit, or the class it must declare, is gone.
    FILE_MISSING,
    /// The file cannot be read, or holds bytes that are not UTF-8.
    FILE_UNREADABLE,
    DOES_NOT_COMPILE,
    /// It compiles, but the class, constructor or method that the tests use is not there.
    WRONG_SHAPE,
    TEST_FAILED,
    /// Still running at the time limit; the thread dump says where.
    TIME_LIMIT,
    /// Threads wait for each other's locks.
    DEADLOCK,
    SYSTEM_EXIT,
    /// `Runtime.halt`, or the JVM died.
    JVM_DIED,
    STACK_OVERFLOW,
    OUT_OF_MEMORY,
    /// The tests passed and left threads running.
    THREADS_LEFT,
    /// Model checking found an interleaving that breaks it.
    INTERLEAVING,
    /// jcstress saw an outcome that must not be.
    FORBIDDEN_OUTCOME,
    /// What reached the receiver is not what should have.
    TELEMETRY_WRONG,
    TOO_SLOW,
    /// The check itself failed: never the reader's fault.
    CHECK_FAILED;

    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
