package happensbefore.spanexport.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// The SDK's results and the JDK's.
final class Codes {
    private Codes() {}

    /// @param step whose exception counts as its failure
    static CompletableFuture<Boolean> future(Supplier<CompletableResultCode> step) {
        CompletableFuture<Boolean> future = new CompletableFuture<>();
        CompletableResultCode code = resultOf(step);
        CompletableResultCode _ = code.whenComplete(() -> {
            Throwable thrown = code.getFailureThrowable();
            if (thrown == null) {
                future.complete(code.isSuccess());
            } else {
                future.completeExceptionally(thrown);
            }
        });
        return future;
    }

    /// Takes the step, whatever came before it; true when both went well.
    static CompletableFuture<Boolean> and(boolean before, Supplier<CompletableResultCode> step) {
        return future(step).thenApply(success -> before && success);
    }

    private static CompletableResultCode resultOf(Supplier<CompletableResultCode> step) {
        try {
            return step.get();
        } catch (RuntimeException thrown) {
            return CompletableResultCode.ofExceptionalFailure(thrown);
        }
    }

    /// A future that fails is a failure.
    static CompletableResultCode code(CompletableFuture<Boolean> future) {
        CompletableResultCode code = new CompletableResultCode();
        var _ = future.whenComplete((success, thrown) -> {
            CompletableResultCode _ = thrown == null && success ? code.succeed() : code.fail();
        });
        return code;
    }
}
