package happensbefore.docs.violating.synchronization;

/// A class of a topic that comes after lock-free.
public final class Later {}
