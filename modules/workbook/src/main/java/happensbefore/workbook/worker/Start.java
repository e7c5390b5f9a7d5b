package happensbefore.workbook.worker;

/// What kind of worker is started.
///
/// @param jit how far its compiler goes
/// @param warmth what it loads before it is ready
public record Start(Jit jit, Warmth warmth) {
    /// JUnit is always loaded before a rung's time runs.
    public enum Warmth {
        /// JUnit alone: somebody waits. The model checker follows when a climb comes to its rung.
        TESTS,
        /// The model checker and jcstress as well: nobody waits yet.
        ALL
    }
}
