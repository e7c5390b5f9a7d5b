package happensbefore.channels;

/// How long a thread tries again before it parks. A park and its wake-up cost more than many messages.
///
/// A platform thread first spins, in case the other side runs on another CPU just now, then lets others
/// run. A virtual thread only lets others run: its carrier is wanted.
///
/// @param spins turns of busy waiting, each twice as long as the one before
/// @param yields turns of letting other threads run
record Patience(int spins, int yields) {
    static final Patience NONE = new Patience(0, 0);
    private static final Patience PLATFORM = new Patience(Runtime.getRuntime().availableProcessors() > 1 ? 2 : 0, 8);
    private static final Patience VIRTUAL = new Patience(0, 4);

    static Patience ofCurrentThread() {
        return Thread.currentThread().isVirtual() ? VIRTUAL : PLATFORM;
    }

    int turns() {
        return spins + yields;
    }

    void pause(int turn) {
        if (turn < spins) {
            for (int i = 0; i < 1 << turn; i++) {
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

    /// Waits for a thread that is between two steps of one call.
    static void forAnotherStep(int turn) {
        if (turn < 64) {
            Thread.onSpinWait();
        } else {
            Thread.yield();
        }
    }
}
