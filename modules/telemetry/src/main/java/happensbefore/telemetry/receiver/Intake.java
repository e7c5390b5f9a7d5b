package happensbefore.telemetry.receiver;

import com.google.protobuf.Message;
import org.jspecify.annotations.Nullable;

/// Where both transports meet: lets a sender in, and takes what it sends. Any number of threads.
interface Intake {
    /// @param authorization the header of that name
    /// @throws RefusedException if a token is asked for and this does not carry it
    void admit(@Nullable String authorization) throws RefusedException;

    /// @return the answer
    /// @throws RefusedException if the request is not taken
    /// @throws CutException if it shall have no answer
    Message take(Signal signal, Format format, Payload payload, Client client) throws RefusedException, CutException;
}
