package happensbefore.workstealing;

import org.jspecify.annotations.Nullable;

/// The pool's own kind of thread, which knows its worker. Threads of another factory keep it in a thread-local.
final class WorkerThread extends Thread {
    @Nullable
    Worker worker;

    WorkerThread(Runnable work, String name) {
        super(null, work, name);
    }
}
