package happensbefore.spanexport;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/// When somebody who sends to several backends has an answer, and which.
public enum Answer {
    /// True with the first delivery; false once every backend has lost the batch. The slowest backend costs
    /// nobody anything.
    FIRST,
    /// True when every backend has it; false once every verdict is known and one is a loss. As slow as the
    /// slowest.
    ALL;

    // @start region="of"
    /// @param verdicts which never fail
    public CompletableFuture<Boolean> of(List<CompletableFuture<Verdict>> verdicts) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        if (this == FIRST) {
            verdicts.forEach(each -> each.thenAccept(verdict -> {
                if (verdict.delivered()) {
                    answer.complete(true);
                }
            }));
        }
        var _ = CompletableFuture.allOf(verdicts.toArray(new CompletableFuture<?>[0]))
                .thenRun(() -> answer.complete(isTrueOf(verdicts))); // may run before the last of those above
        return answer;
    }

    private boolean isTrueOf(List<CompletableFuture<Verdict>> known) {
        return this == FIRST
                ? known.stream().anyMatch(verdict -> verdict.join().delivered())
                : known.stream().allMatch(verdict -> verdict.join().delivered());
    }
    // @end
}
