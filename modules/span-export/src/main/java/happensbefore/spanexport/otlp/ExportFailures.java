package happensbefore.spanexport.otlp;

import happensbefore.tasks.Retry;
import io.opentelemetry.exporter.internal.FailedExportException.GrpcExportException;
import io.opentelemetry.exporter.internal.FailedExportException.HttpExportException;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// What to do about a failed export, by the OTLP specification and what the SDK's exporters tell of it.
///
/// How long the backend asked to wait they do not tell, and whether RESOURCE_EXHAUSTED came with RetryInfo neither:
/// without it, it is final.
public final class ExportFailures {
    private static final Set<Integer> RETRYABLE_HTTP = Set.of(429, 502, 503, 504);
    private static final Set<GrpcStatusCode> RETRYABLE_GRPC = EnumSet.of(
            GrpcStatusCode.CANCELLED,
            GrpcStatusCode.DEADLINE_EXCEEDED,
            GrpcStatusCode.ABORTED,
            GrpcStatusCode.OUT_OF_RANGE,
            GrpcStatusCode.UNAVAILABLE,
            GrpcStatusCode.DATA_LOSS);

    private ExportFailures() {}

    // @start region="classify"
    /// Again where the answer says so, and where no answer came. Never where an exporter gives no reason: what it
    /// would mean to send again, nobody knows.
    public static Retry.Verdict classify(Exception failure) {
        return switch (failure) {
            case HttpExportException http -> http(http.getResponse(), http.getCause());
            case GrpcExportException grpc -> grpc(grpc.getResponse(), grpc.getCause());
            case IOException _, TimeoutException _ -> Retry.Verdict.AGAIN;
            default -> Retry.Verdict.FINAL;
        };
    }
    // @end

    private static Retry.Verdict http(@Nullable HttpResponse response, @Nullable Throwable cause) {
        return response == null ? noAnswer(cause) : again(RETRYABLE_HTTP.contains(response.getStatusCode()));
    }

    private static Retry.Verdict grpc(@Nullable GrpcResponse response, @Nullable Throwable cause) {
        return response == null ? noAnswer(cause) : again(RETRYABLE_GRPC.contains(response.getStatusCode()));
    }

    private static Retry.Verdict noAnswer(@Nullable Throwable cause) {
        return again(cause instanceof IOException);
    }

    private static Retry.Verdict again(boolean passing) {
        return passing ? Retry.Verdict.AGAIN : Retry.Verdict.FINAL;
    }
}
