package happensbefore.lockfree;

import java.util.concurrent.atomic.LongAdder;

/// A counter on the JDK's `LongAdder`, which grows stripes where it meets contention.
///
/// `sum` adds the stripes one after another: see [StripedCounter] for what that means.
public final class AdderCounter implements Counter {
    private final LongAdder count = new LongAdder();

    @Override
    public void add(long n) {
        count.add(n);
    }

    @Override
    public long sum() {
        return count.sum();
    }
}
