package happensbefore.spanexport.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.tasks.Retry;
import io.opentelemetry.exporter.internal.FailedExportException;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which failures pass, by the OTLP specification's lists.
class ExportFailuresTest {
    private static final Set<GrpcStatusCode> PASSING = EnumSet.of(
            GrpcStatusCode.CANCELLED,
            GrpcStatusCode.DEADLINE_EXCEEDED,
            GrpcStatusCode.ABORTED,
            GrpcStatusCode.OUT_OF_RANGE,
            GrpcStatusCode.UNAVAILABLE,
            GrpcStatusCode.DATA_LOSS);

    @ParameterizedTest
    @EnumSource
    void everyGrpcStatus(GrpcStatusCode status) {
        Retry.Verdict verdict = ExportFailures.classify(FailedExportException.grpcFailedWithResponse(new Grpc(status)));
        assertThat(verdict).isEqualTo(PASSING.contains(status) ? Retry.Verdict.AGAIN : Retry.Verdict.FINAL);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 504})
    void httpStatusThatPasses(int status) {
        assertThat(ExportFailures.classify(FailedExportException.httpFailedWithResponse(new Http(status))))
                .isEqualTo(Retry.Verdict.AGAIN);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 403, 404, 413, 500, 501, 505})
    void httpStatusThatDoesNotPass(int status) {
        assertThat(ExportFailures.classify(FailedExportException.httpFailedWithResponse(new Http(status))))
                .isEqualTo(Retry.Verdict.FINAL);
    }

    @Test
    void whereNoAnswerCameThereMayBeOneNextTime() {
        for (Exception failure : List.of(
                FailedExportException.httpFailedExceptionally(new IOException("reset")),
                FailedExportException.grpcFailedExceptionally(new IOException("reset")),
                new IOException("reset"),
                new TimeoutException())) {
            assertThat(ExportFailures.classify(failure)).isEqualTo(Retry.Verdict.AGAIN);
        }
    }

    @Test
    void aFailureOfOnesOwnDoesNotPass() {
        for (Exception failure : List.of(
                FailedExportException.httpFailedExceptionally(new IllegalStateException("encoding")),
                FailedExportException.grpcFailedExceptionally(new IllegalStateException("encoding")),
                new IllegalStateException("shut down"))) {
            assertThat(ExportFailures.classify(failure)).isEqualTo(Retry.Verdict.FINAL);
        }
    }

    private record Grpc(GrpcStatusCode status) implements GrpcResponse {
        @Override
        public GrpcStatusCode getStatusCode() {
            return status;
        }

        @Override
        public String getStatusDescription() {
            return "";
        }

        @Override
        public byte[] getResponseMessage() {
            return new byte[0];
        }
    }

    private record Http(int status) implements HttpResponse {
        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        public String getStatusMessage() {
            return "";
        }

        @Override
        public byte[] getResponseBody() {
            return new byte[0];
        }
    }
}
