package happensbefore.docs.stray;

/// Violates: stands outside the root package of the violating classes.
public final class Outside {}
