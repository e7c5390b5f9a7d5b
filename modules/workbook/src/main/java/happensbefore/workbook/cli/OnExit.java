package happensbefore.workbook.cli;

/// What is to be done when the JVM is told to end, as by Ctrl-C, until this is closed.
public final class OnExit implements AutoCloseable {
    private final Thread hook;

    private OnExit(Thread hook) {
        this.hook = hook;
    }

    /// @param name of the thread that does it
    public static OnExit run(String name, Runnable what) {
        Thread hook = new Thread(what, name);
        Runtime.getRuntime().addShutdownHook(hook);
        return new OnExit(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: it is being done.
        }
    }
}
