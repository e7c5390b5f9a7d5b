package happensbefore.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The part all watched exporters share: reports each outcome before the SDK hears of it, and can
/// be cut off. Thread-safe.
final class WatchedExport {
    private volatile boolean cutOff;

    CompletableResultCode run(Supplier<CompletableResultCode> export, Consumer<Boolean> outcome) {
        CompletableResultCode reported = new CompletableResultCode();
        CompletableResultCode result = resultOf(export);
        result.whenComplete(() -> {
            outcome.accept(result.isSuccess());
            if (result.isSuccess()) {
                reported.succeed();
            } else {
                reported.fail();
            }
        });
        return reported;
    }

    private CompletableResultCode resultOf(Supplier<CompletableResultCode> export) {
        if (cutOff) {
            return CompletableResultCode.ofFailure();
        }
        try {
            return export.get();
        } catch (RuntimeException e) {
            return CompletableResultCode.ofExceptionalFailure(e);
        }
    }

    /// From here on every export fails at once.
    void cutOff() {
        cutOff = true;
    }
}
