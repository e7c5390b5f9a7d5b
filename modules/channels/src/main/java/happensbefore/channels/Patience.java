package happensbefore.channels;

/// How long a thread tries again before it parks. A park and its wake-up cost more than many messages.
///
/// A platform thread first spins, in case the other side runs on another CPU just now, then lets others
/// run. A virtual thread only lets others run, unless at a rendezvous: its carrier is wanted. There it spins, but
/// less long than a platform thread: whom it waits for may be next on the same carrier.
///
/// @param spins turns of busy waiting
/// @param growth how much longer each of them is than the one before: 0 for not, 1 for twice
/// @param yields turns of letting other threads run
record Patience(int spins, int growth, int yields) {
    static final Patience NONE = new Patience(0, 0, 0);
    private static final boolean ALONE = Runtime.getRuntime().availableProcessors() == 1;
    private static final Patience PLATFORM = new Patience(ALONE ? 0 : 2, 1, 8);
    private static final Patience VIRTUAL = new Patience(0, 0, 4);
    private static final Patience PLATFORM_AT_A_MEETING = new Patience(ALONE ? 0 : 64, 0, 8);
    private static final Patience VIRTUAL_AT_A_MEETING = new Patience(ALONE ? 0 : 16, 0, 4);

    static Patience ofCurrentThread() {
        return Thread.currentThread().isVirtual() ? VIRTUAL : PLATFORM;
    }

    /// Where each message makes one side wait, the other often comes back at once: spins longer, as
    /// `SynchronousQueue` does.
    static Patience atAMeeting() {
        return Thread.currentThread().isVirtual() ? VIRTUAL_AT_A_MEETING : PLATFORM_AT_A_MEETING;
    }

    int turns() {
        return spins + yields;
    }

    void pause(int turn) {
        if (turn < spins) {
            for (int i = 0; i < 1 << turn * growth; i++) {
                Thread.onSpinWait();
            }
        } else {
            Thread.yield();
        }
    }

    /// Another thread was faster with the word that both wanted. Twice as long each time, up to eight
    /// turns: two that try again at once take the cache line from each other.
    static void afterLosing(int attempt) {
        for (int i = 0; i < 1 << Math.min(attempt, 3); i++) {
            Thread.onSpinWait();
        }
    }

    /// A sender is far ahead. Receivers on virtual threads may have no carrier as long as it sends, and those of
    /// platform threads run without its help.
    static void withReceivers() {
        if (Thread.currentThread().isVirtual()) {
            Thread.yield();
        }
    }

    /// Waits for a thread that is between two steps of one call.
    static void forAnotherStep(int turn) {
        if (turn < 64) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }
}
