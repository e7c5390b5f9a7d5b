package happensbefore.telemetry.receiver;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The message `google.rpc.Status`, which OTLP puts into the body of every 4xx and 5xx answer. Where the client
/// shall come again it holds a `google.rpc.RetryInfo`.
record RpcStatus(int code, String message, @Nullable Duration retryAfter) {
    static final String RETRY_INFO = "type.googleapis.com/google.rpc.RetryInfo";

    private static final int CODE = 1;
    private static final int MESSAGE = 2;
    private static final int DETAILS = 3;
    private static final int RETRY_DELAY = 1;

    @FunctionalInterface
    private interface Writing {
        void to(CodedOutputStream out) throws IOException;
    }

    byte[] toProtobuf() {
        return bytes(out -> {
                    out.writeInt32(CODE, code);
                    out.writeString(MESSAGE, message);
                    if (retryAfter != null) {
                        out.writeMessage(DETAILS, retryInfo(retryAfter));
                    }
                })
                .toByteArray();
    }

    /// Whole seconds, rounded up, as HTTP wants it.
    static long seconds(Duration retryAfter) {
        return retryAfter.plusNanos(999_999_999).toSeconds();
    }

    private static MessageLite retryInfo(Duration delay) {
        com.google.protobuf.Duration duration = com.google.protobuf.Duration.newBuilder()
                .setSeconds(delay.getSeconds())
                .setNanos(delay.getNano())
                .build();
        return Any.newBuilder()
                .setTypeUrl(RETRY_INFO)
                .setValue(bytes(out -> out.writeMessage(RETRY_DELAY, duration)))
                .build();
    }

    private static ByteString bytes(Writing writing) {
        ByteString.Output bytes = ByteString.newOutput();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            writing.to(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteString();
    }
}
