package happensbefore.stress.pipelines;

import happensbefore.pipelines.PipelineRun;
import happensbefore.pipelines.Report;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What runs of pipelines have in common here: nobody is ever interrupted.
final class Runs {
    private Runs() {}

    /// The run that another actor starts.
    static PipelineRun started(Supplier<@Nullable PipelineRun> run) {
        PipelineRun seen = run.get();
        while (seen == null) {
            Thread.onSpinWait();
            seen = run.get();
        }
        return seen;
    }

    static Report report(PipelineRun run) {
        try {
            return run.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
