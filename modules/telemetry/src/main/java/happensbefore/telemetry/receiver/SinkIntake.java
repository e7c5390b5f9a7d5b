package happensbefore.telemetry.receiver;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import org.jspecify.annotations.Nullable;

/// Gives requests to a sink as protobuf's bytes, which are not decoded here. Any number of threads.
final class SinkIntake implements Intake {
    private final Admission admission;
    private final OtlpSink sink;

    SinkIntake(Admission admission, OtlpSink sink) {
        this.admission = admission;
        this.sink = sink;
    }

    @Override
    public void admit(@Nullable String authorization) throws RefusedException {
        admission.check(authorization);
    }

    @Override
    public Message take(Signal signal, Format format, Payload payload, Client client) throws RefusedException {
        byte[] request = format.protobuf(signal, payload);
        payload.close();
        switch (sink.take(signal, request)) {
            case OtlpSink.Answer.Taken _ -> {}
            case OtlpSink.Answer.Malformed(String why) -> throw new RefusedException(Refusal.MALFORMED, why);
            case OtlpSink.Answer.TooLarge(String why) -> throw new RefusedException(Refusal.TOO_LARGE, why);
            case OtlpSink.Answer.Later(String why, var retryAfter) ->
                throw new RefusedException(Refusal.THROTTLED, why, retryAfter);
            case OtlpSink.Answer.Closing(String why, var retryAfter) ->
                throw new RefusedException(Refusal.CLOSING, why, retryAfter);
        }
        return switch (signal) {
            case TRACES -> ExportTraceServiceResponse.getDefaultInstance();
            case METRICS -> ExportMetricsServiceResponse.getDefaultInstance();
            case LOGS -> ExportLogsServiceResponse.getDefaultInstance();
        };
    }
}
