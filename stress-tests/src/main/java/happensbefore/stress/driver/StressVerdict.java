package happensbefore.stress.driver;

/// What a stress test's run came to. Only `PASSED` is a pass.
public enum StressVerdict {
    /// Samples were taken and every outcome seen was an expected one.
    PASSED,
    /// An outcome was seen that the test forbids or does not know.
    FORBIDDEN,
    /// The test threw, or its JVM failed.
    ERROR,
    /// The class under test lacks what the test uses, or cannot be loaded.
    API_MISMATCH,
    /// The actors were still running when the driver's patience ended.
    HUNG,
    /// It ran and observed nothing.
    NO_SAMPLES,
    /// It was not run, or could not be found.
    NOT_RUN
}
