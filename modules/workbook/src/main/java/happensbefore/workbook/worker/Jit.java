package happensbefore.workbook.worker;

import java.util.List;

/// How far a worker's compiler goes.
public enum Jit {
    /// The first tier only. A climb runs most code a few times: optimizing it costs more than it gains.
    QUICK(List.of("-XX:TieredStopAtLevel=1")),
    /// All tiers: the memory-model rung must show what the optimizer makes of a reader's code. Hot loops reach it as
    /// soon as ever, methods that are called from elsewhere later.
    FULL(List.of(
            "-XX:Tier4InvocationThreshold=50000",
            "-XX:Tier4MinInvocationThreshold=6000",
            "-XX:Tier4CompileThreshold=60000"));

    private final List<String> flags;

    Jit(List<String> flags) {
        this.flags = flags;
    }

    List<String> flags() {
        return flags;
    }
}
