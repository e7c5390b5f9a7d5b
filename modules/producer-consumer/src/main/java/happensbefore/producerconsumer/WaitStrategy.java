package happensbefore.producerconsumer;

/// How a thread waits for the other side: what it costs while it waits, and how soon it goes on.
public sealed interface WaitStrategy {
    /// Looks again and again: goes on within nanoseconds, and keeps a processor busy. For a thread with a processor of
    /// its own; where threads outnumber processors it waits for the very thread that it keeps from running.
    record Spin() implements WaitStrategy {}

    /// Looks again, and each time lets another thread go first. Busy too, but it gives way.
    record Yield() implements WaitStrategy {}

    /// Looks a while, giving way now and then, and sleeps until the other side wakes it: an idle thread costs nothing.
    /// Each hand-over pays for a full fence, and one that wakes a thread for a call into the operating system.
    ///
    /// @param spins how often to look before sleeping; 0 and more
    record Park(int spins) implements WaitStrategy {
        public Park {
            if (spins < 0) {
                throw new IllegalArgumentException("spins must not be negative, but was " + spins);
            }
        }
    }

    static WaitStrategy spin() {
        return new Spin();
    }

    static WaitStrategy yield() {
        return new Yield();
    }

    /// Parks after a short spin; with a single processor at once, as nothing can happen while it spins.
    static WaitStrategy park() {
        return new Park(Runtime.getRuntime().availableProcessors() == 1 ? 0 : SHORT_SPIN);
    }

    /// How often any strategy looks before it takes the wait for one that is worth a look at the clock.
    int SHORT_SPIN = 100;
}
