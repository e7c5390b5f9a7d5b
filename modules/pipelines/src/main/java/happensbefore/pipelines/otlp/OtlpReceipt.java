package happensbefore.pipelines.otlp;

/// What a backend has answered to one request.
///
/// @param rejected spans that it did not take, and that must not be sent again
public record OtlpReceipt(long accepted, long rejected) {
    /// None yet.
    public static final OtlpReceipt NONE = new OtlpReceipt(0, 0);

    /// Both together.
    public OtlpReceipt plus(OtlpReceipt other) {
        return new OtlpReceipt(accepted + other.accepted, rejected + other.rejected);
    }
}
