package happensbefore.telemetry.receiver;

import com.google.protobuf.Message;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Lets a fault have its way with a request, reads it, and hands it on. Any number of threads.
final class FaultingIntake implements Intake {
    private final Admission admission;
    private final Faults faults;
    private final ExportService service;
    private final RequestTally tally;

    FaultingIntake(Admission admission, Faults faults, ExportService service, RequestTally tally) {
        this.admission = admission;
        this.faults = faults;
        this.service = service;
        this.tally = tally;
    }

    @Override
    public void admit(@Nullable String authorization) throws RefusedException {
        admission.check(authorization);
    }

    @Override
    public Message take(Signal signal, Format format, Payload payload, Client client)
            throws RefusedException, CutException {
        Faults.Draw draw = faults.draw(signal);
        Fault fault = draw.fault().orElse(null);
        if (fault == null) {
            return service.export(signal, format.parse(signal, payload), 0);
        }
        tally.faulted(fault.kind());
        return switch (fault) {
            case Fault.RejectRetryable(Duration retryAfter) ->
                throw new RefusedException(Refusal.FAULT_RETRYABLE, "refused for now by an injected fault", retryAfter);
            case Fault.RejectPermanent() ->
                throw new RefusedException(Refusal.FAULT_PERMANENT, "refused for good by an injected fault");
            case Fault.CloseConnection() -> throw new CutException("an injected fault closes the connection");
            case Fault.PartialSuccess(double share) -> service.export(signal, format.parse(signal, payload), share);
            case Fault.Delay(Duration time) -> {
                delay(time);
                yield service.export(signal, format.parse(signal, payload), 0);
            }
            case Fault.Hang() -> {
                payload.close();
                throw hang(draw, client);
            }
        };
    }

    private static void delay(Duration time) throws CutException {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private CutException hang(Faults.Draw draw, Client client) throws CutException {
        try {
            faults.hang(draw, client);
        } catch (InterruptedException e) {
            throw interrupted();
        }
        return new CutException("an injected fault hung until now");
    }

    private static CutException interrupted() {
        Thread.currentThread().interrupt();
        return new CutException("the receiver is closed");
    }
}
