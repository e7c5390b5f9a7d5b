package happensbefore.docs.violating.lockfree;

import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

/// Violates: a pattern that needs the model checker.
public final class ModelChecksItself {
    public ModelCheckingOptions options() {
        return new ModelCheckingOptions();
    }
}
