package happensbefore.workbook.ladder;

/// The steps of the ladder, lowest first.
public enum Rung {
    /// The sources compile.
    COMPILE,
    /// The JUnit tests without a tag pass, in a separate JVM.
    BEHAVE,
    /// The tests tagged `interleave` pass: model checking.
    INTERLEAVE,
    /// The jcstress tests of the exercise's package see no forbidden outcome.
    MEMORY_MODEL,
    /// The tests tagged `telemetry` pass: what reached the embedded receiver.
    TELEMETRY,
    /// The measured ratio holds; advisory on a busy machine.
    SPEED;

    /// As written in `exercise.yaml` and on the screen: `memory-model`.
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
