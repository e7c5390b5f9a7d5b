package happensbefore.selectjoin;

import happensbefore.channels.Case;
import happensbefore.channels.Receiver;
import happensbefore.channels.Receiving;
import happensbefore.channels.Select;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Reads several channels, of different types, on one thread until all of them have ended.
///
/// - A channel that ends leaves the loop: it neither spins it nor ends it. The others go on.
/// - Of channels that have something, any is as likely as any other: a busy one does not starve the rest.
/// - Handlers run on the thread that runs the loop, one at a time: what they share needs no lock.
/// - A handler that fails ends the loop. The channels stay open: what has not been received is still there.
///
/// For one thread. The receivers stay the caller's to close.
public final class SelectLoop {
    /// Handles what was received.
    @FunctionalInterface
    public interface Handler<T> {
        /// @throws InterruptedException when the loop is to stop
        void handle(T value) throws Exception;
    }

    /// A channel, and what happens with its values and its end.
    private record Source<T>(Receiving<T> receiving, Handler<? super T> handler, Runnable end) {
        void handle() throws Exception {
            T value = receiving.value();
            if (value == null) {
                end.run();
            } else {
                handler.handle(value);
            }
        }
    }

    private record Idle(Duration after, Runnable action) {}

    private final Select select = Select.fair();
    private final Map<Case, Source<?>> sources = new HashMap<>();
    private Optional<Idle> idle = Optional.empty();

    /// Adds a channel.
    ///
    /// @throws IllegalStateException when the receiver is closed
    public <T> SelectLoop on(Receiver<T> receiver, Handler<? super T> handler) {
        return on(receiver, handler, () -> {});
    }

    /// Adds a channel.
    ///
    /// @param end runs once, when the channel has ended: after its last value
    /// @throws IllegalStateException when the receiver is closed
    public <T> SelectLoop on(Receiver<T> receiver, Handler<? super T> handler, Runnable end) {
        Receiving<T> receiving = select.receive(receiver);
        sources.put(receiving, new Source<>(receiving, handler, end));
        return this;
    }

    /// Runs the action whenever nothing has come for so long, and again after each further such time.
    public SelectLoop whenIdle(Duration after, Runnable action) {
        idle = Optional.of(new Idle(after, action));
        return this;
    }

    // @start region="run"
    /// Runs until every channel has ended. Without channels, that is at once.
    ///
    /// @throws ExecutionException when a handler failed, with what it threw as the cause
    /// @throws InterruptedException when this thread was interrupted: nothing was received that was not handled
    public void run() throws ExecutionException, InterruptedException {
        while (select.hasCases()) {
            Case ready = await();
            if (ready == null) {
                idle.ifPresent(nothing -> nothing.action().run());
            } else {
                handle(sources.get(ready));
            }
        }
    }

    /// Null when nothing has come for the idle time.
    private @Nullable Case await() throws InterruptedException {
        return idle.isPresent() ? select.await(idle.get().after()) : select.await();
    }

    private static void handle(@Nullable Source<?> source) throws ExecutionException, InterruptedException {
        try {
            if (source != null) {
                source.handle();
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            throw new ExecutionException(e);
        }
    }
    // @end
}
