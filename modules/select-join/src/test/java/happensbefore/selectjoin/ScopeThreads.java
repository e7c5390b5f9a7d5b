package happensbefore.selectjoin;

import happensbefore.testkit.LiveThreads;

/// The structured scopes that are open: a scope that is forgotten shows nowhere else from outside.
public final class ScopeThreads {
    private ScopeThreads() {}

    /// How many scopes of that name are open.
    public static long open(String name) {
        return LiveThreads.containers().stream()
                .filter(container -> container.startsWith(name + "/"))
                .count();
    }
}
