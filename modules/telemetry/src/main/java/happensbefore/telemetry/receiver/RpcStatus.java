package happensbefore.telemetry.receiver;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/// The protobuf message `google.rpc.Status`, which OTLP puts into the body of every 4xx and 5xx answer.
final class RpcStatus {
    private static final int CODE = 1;
    private static final int MESSAGE = 2;

    private RpcStatus() {}

    static byte[] encode(int code, String message) {
        byte[] bytes = new byte
                [CodedOutputStream.computeInt32Size(CODE, code)
                        + CodedOutputStream.computeStringSize(MESSAGE, message)];
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            out.writeInt32(CODE, code);
            out.writeString(MESSAGE, message);
            out.checkNoSpaceLeft();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes;
    }
}
