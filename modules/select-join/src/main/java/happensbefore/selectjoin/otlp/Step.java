package happensbefore.selectjoin.otlp;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// A task, and the name of the span that it runs in.
public record Step<T extends @Nullable Object>(String name, Callable<? extends T> task) {}
