package happensbefore.telemetry.receiver;

/// What became of one signal's items, in accepted requests.
///
/// @param received items taken: those kept and those not
/// @param notKept items taken, counted and thrown away because the limit of kept items was reached
/// @param rejected items refused one by one, because their ids are not valid or [Fault.PartialSuccess] says so;
///     not
/// among
///     `received`
public record ItemCounts(long received, long notKept, long rejected) {}
