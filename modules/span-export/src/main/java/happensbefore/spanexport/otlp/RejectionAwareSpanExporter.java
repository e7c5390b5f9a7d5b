package happensbefore.spanexport.otlp;

import happensbefore.spanexport.PartlyRejectedException;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// One of the SDK's OTLP exporters that also says when the backend took a request and rejected some of its
/// spans: the result then fails with a [PartlyRejectedException], and is not to be sent again.
///
/// The SDK's own result is a success: OTLP's partial success is an answer of status OK, and the exporters do not
/// read its body. By the semantic conventions of the SDK's metrics, rejected spans count as failed.
///
/// For any number of threads. Owns its exporter, until `shutdown`.
public final class RejectionAwareSpanExporter implements SpanExporter {
    /// Where the answer to the request that this thread is sending is to be noted.
    static final ScopedValue<AtomicLong> REJECTED = ScopedValue.newInstance();

    private final SpanExporter exporter;

    private RejectionAwareSpanExporter(SpanExporter exporter) {
        this.exporter = exporter;
    }

    /// Of the same settings, with the sender that its class loader finds; in the place of the exporter, which
    /// is shut down.
    public static RejectionAwareSpanExporter of(OtlpGrpcSpanExporter exporter) {
        OtlpGrpcSpanExporter same = exporter.toBuilder()
                .setComponentLoader(AnswerReadingSenders.besides(exporter))
                .build();
        return inPlaceOf(exporter, same);
    }

    /// Of the same settings, with the sender that its class loader finds; in the place of the exporter, which
    /// is shut down.
    public static RejectionAwareSpanExporter of(OtlpHttpSpanExporter exporter) {
        OtlpHttpSpanExporter same = exporter.toBuilder()
                .setComponentLoader(AnswerReadingSenders.besides(exporter))
                .build();
        return inPlaceOf(exporter, same);
    }

    private static RejectionAwareSpanExporter inPlaceOf(SpanExporter exporter, SpanExporter same) {
        CompletableResultCode _ = exporter.shutdown();
        return new RejectionAwareSpanExporter(same);
    }

    /// An exporter of another kind is returned as it is.
    static SpanExporter ofAny(SpanExporter exporter) {
        return switch (exporter) {
            case OtlpGrpcSpanExporter grpc -> of(grpc);
            case OtlpHttpSpanExporter http -> of(http);
            default -> exporter;
        };
    }

    // @start region="export"
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        AtomicLong rejected = new AtomicLong(); // the sender writes it before it completes the result
        CompletableResultCode result = ScopedValue.where(REJECTED, rejected).call(() -> exporter.export(spans));
        CompletableResultCode told = new CompletableResultCode();
        CompletableResultCode _ = result.whenComplete(() -> tell(told, result, rejected.get()));
        return told;
    }

    private static void tell(CompletableResultCode told, CompletableResultCode result, long rejected) {
        @Nullable
        Throwable failure = result.isSuccess() && rejected > 0
                ? new PartlyRejectedException(rejected)
                : result.getFailureThrowable();
        if (failure != null) {
            told.failExceptionally(failure);
        } else if (result.isSuccess()) {
            told.succeed();
        } else {
            told.fail();
        }
    }
    // @end

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }

    @Override
    public String toString() {
        return "RejectionAware{" + exporter + "}";
    }
}
