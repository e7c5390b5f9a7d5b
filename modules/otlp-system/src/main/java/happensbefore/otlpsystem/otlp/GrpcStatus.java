package happensbefore.otlpsystem.otlp;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How a gRPC call ended, from its trailers.
///
/// @param retryAfter as RetryInfo has it; null when there was none
record GrpcStatus(GrpcCode code, String message, @Nullable Duration retryAfter) {
    static final String CODE = "grpc-status";

    private static final String MESSAGE = "grpc-message";
    private static final String DETAILS = "grpc-status-details-bin";
    private static final String RETRY_INFO = "google.rpc.RetryInfo";
    private static final int STATUS_DETAILS = 3; // of google.rpc.Status
    private static final int RETRY_DELAY = 1; // of google.rpc.RetryInfo

    /// @param trailer the value of the trailer of that name, or null
    static GrpcStatus of(Function<String, @Nullable String> trailer) {
        String code = trailer.apply(CODE);
        if (code == null) {
            return new GrpcStatus(GrpcCode.UNKNOWN, "no " + CODE + " came", null);
        }
        String message = trailer.apply(MESSAGE);
        String details = trailer.apply(DETAILS);
        return new GrpcStatus(
                GrpcCode.of(code.strip()),
                message == null ? "" : decoded(message),
                details == null ? null : retryAfter(details));
    }

    /// `%XX` stands for a byte of UTF-8; what is no such thing stands for itself.
    private static String decoded(String message) {
        try {
            return URLDecoder.decode(message.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return message;
        }
    }

    // @start region="retryInfo"
    /// What cannot be read asks for nothing.
    private static @Nullable Duration retryAfter(String details) {
        try {
            byte[] status = Base64.getDecoder().decode(details.strip());
            Wire in = new Wire(status, 0);
            while (in.next(status.length)) {
                if (in.isBytes(STATUS_DETAILS)) {
                    Any detail = Any.parseFrom(Arrays.copyOfRange(status, in.from(), in.to()));
                    if (detail.getTypeUrl().endsWith("/" + RETRY_INFO)) {
                        return delay(detail.getValue().toByteArray());
                    }
                }
            }
        } catch (IllegalArgumentException | MalformedException | InvalidProtocolBufferException e) {
            // told above
        }
        return null;
    }
    // @end

    private static Duration delay(byte[] retryInfo) throws InvalidProtocolBufferException {
        Duration delay = Duration.ZERO;
        Wire in = new Wire(retryInfo, 0);
        while (in.next(retryInfo.length)) {
            if (in.isBytes(RETRY_DELAY)) {
                com.google.protobuf.Duration read =
                        com.google.protobuf.Duration.parseFrom(Arrays.copyOfRange(retryInfo, in.from(), in.to()));
                delay = Duration.ofSeconds(read.getSeconds(), read.getNanos());
            }
        }
        return delay.isNegative() ? Duration.ZERO : delay;
    }
}
