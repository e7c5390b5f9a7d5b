package happensbefore.workstealing;

/// A task of `execute`: it has no result, so what it throws goes to its thread's handler of uncaught exceptions.
final class Errand extends PoolTask {
    private final Runnable command;

    Errand(Runnable command) {
        this.command = command;
    }

    @Override
    void perform() {
        try {
            command.run();
        } catch (Throwable thrown) {
            report(thrown);
        }
    }

    @Override
    Runnable given() {
        return command;
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
