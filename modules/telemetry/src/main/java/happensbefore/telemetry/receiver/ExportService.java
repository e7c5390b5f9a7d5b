package happensbefore.telemetry.receiver;

import com.google.protobuf.Message;

/// Takes one export request whose transport and format are already off: the same for all of them.
interface ExportService {

    /// @param rejected the share of the request's items not to take, from its end
    /// @return the response
    Message export(Signal signal, Message request, double rejected);
}
