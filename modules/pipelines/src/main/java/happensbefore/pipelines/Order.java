package happensbefore.pipelines;

/// In which order a stage with several workers hands its items on. With one worker there is only one.
public enum Order {
    /// As they came in. An item that is done waits, in its place, for those before it.
    KEPT,
    /// As they are done. A slow item holds up nobody.
    AS_DONE
}
