package happensbefore.telemetry.receiver;

import com.google.protobuf.MessageLite;

/// Takes one export request whose transport is already off: the same for gRPC and HTTP. What stands between the
/// transports and [Arrivals], such as a fault to be injected, implements this and wraps another.
interface ExportService {

    /// @param message the request's message in protobuf, within the size limit
    /// @return the response's message
    /// @throws RefusedException if the request is not taken
    MessageLite export(Signal signal, byte[] message) throws RefusedException;
}
