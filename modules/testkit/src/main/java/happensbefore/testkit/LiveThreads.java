package happensbefore.testkit;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What only the JVM's own thread dump tells otherwise: virtual threads, and the containers that threads are started
/// in, such as structured scopes.
///
/// The dump itself (`HotSpotDiagnosticMXBean.dumpThreads`) is no way to it: on JDK 25 it ends the JVM now and
/// then, when it meets a thread that is just ending ("ShouldNotReachHere" in `map_state_to_thread_status`).
///
/// Reads `jdk.internal.vm`: needs `--add-opens=java.base/jdk.internal.vm=ALL-UNNAMED`, and
/// `-Djdk.trackAllThreads=true`, which is the default. Thread-safe.
public final class LiveThreads {
    private static final Method ROOT = method("ThreadContainers", "root");
    private static final Method CHILDREN = method("ThreadContainer", "children");
    private static final Method THREADS = method("ThreadContainer", "threads");

    private LiveThreads() {}

    /// The virtual threads that have been started and have not ended, each once.
    public static List<Thread> virtual() {
        return containersFrom(invoke(ROOT, null)).stream()
                .flatMap(container -> ((Stream<?>) invoke(THREADS, container)).map(Thread.class::cast))
                .filter(thread -> thread.isVirtual() && thread.isAlive())
                .distinct()
                .toList();
    }

    /// The open containers as a thread dump names them: a scope's name, a slash, its class and hash code.
    public static List<String> containers() {
        return containersFrom(invoke(ROOT, null)).stream().map(String::valueOf).toList();
    }

    private static List<Object> containersFrom(Object container) {
        List<Object> all = new ArrayList<>();
        all.add(container);
        ((Stream<?>) invoke(CHILDREN, container)).forEach(child -> all.addAll(containersFrom(child)));
        return all;
    }

    private static Object invoke(Method method, @Nullable Object on) {
        try {
            return method.invoke(on);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Method method(String type, String name) {
        try {
            Method method = Class.forName("jdk.internal.vm." + type).getDeclaredMethod(name);
            method.setAccessible(true);
            return method;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
