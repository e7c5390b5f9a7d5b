package happensbefore.spanexport.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The SDK's results and the JDK's.
final class Codes {
    private static final int BEGINNINGS = 200;
    private static final Executor LATER = CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS);

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

    /// As [#future], for an export; begun again while its sender turns it away before it has sent anything. The SDK's
    /// has five threads, and one that has just answered is not free at once.
    static CompletableFuture<Boolean> export(Supplier<CompletableResultCode> step) {
        return export(step, BEGINNINGS);
    }

    private static CompletableFuture<Boolean> export(Supplier<CompletableResultCode> step, int left) {
        return future(step)
                .exceptionallyCompose(thrown -> left > 1 && wasTurnedAway(thrown)
                        ? CompletableFuture.supplyAsync(() -> export(step, left - 1), LATER)
                                .thenCompose(result -> result)
                        : CompletableFuture.failedFuture(thrown));
    }

    private static boolean wasTurnedAway(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RejectedExecutionException) {
                return true;
            }
        }
        return false;
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
