package happensbefore.workstealing;

/// What `execute` was given and is no fork: it has no result, so what it throws goes to its thread's handler of
/// uncaught exceptions.
final class Errand {
    private Errand() {}

    /// A fork that a pool has had already: executed once more it is a command like any other.
    record Again(Fork<?> fork) implements Runnable {
        @Override
        public void run() {
            fork.run();
        }
    }

    /// Runs it, and throws nothing.
    static void run(Runnable command) {
        try {
            command.run();
        } catch (Throwable thrown) {
            report(thrown);
        }
    }

    /// The thread goes on: a handler that throws costs no worker either.
    private static void report(Throwable thrown) {
        Thread thread = Thread.currentThread();
        try {
            thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
        } catch (Throwable _) {
            // the handler was the last to be told: the JVM ignores it too
        }
    }
}
