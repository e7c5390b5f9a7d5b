package happensbefore.channels;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Waits for the first of several receives and sends that can be done, and does that one. The others have
/// no effect.
///
/// Built once and used for many selections, by one thread at a time. A case takes part while it is enabled.
/// The end of a channel is chosen once and disables its case, so that it neither ends nor spins the loop:
///
/// ```java
/// Select select = Select.fair();
/// Receiving<Span> spans = select.receive(spanReceiver);
/// Receiving<Log> logs = select.receive(logReceiver);
/// for (Case ready = select.await(); ready != null; ready = select.await()) {
///     if (ready == spans && spans.value() != null) { ... }
/// }
/// ```
///
/// - Linearizes: where the chosen case's channel does. A selection that times out or is interrupted has had
///   no effect.
public final class Select {
    private final boolean biased;
    private final List<Case> cases = new ArrayList<>();
    private int random = ThreadLocalRandom.current().nextInt() | 1;

    private Select(boolean biased) {
        this.biased = biased;
    }

    /// Of several that can be done, any is as likely as any other.
    public static Select fair() {
        return new Select(false);
    }

    /// Of several that can be done, the one that was added first.
    public static Select biased() {
        return new Select(true);
    }

    /// Adds a receive.
    public <T> Receiving<T> receive(Receiver<T> from) {
        Receiving<T> added = new Receiving<>(from.openConduit(), cases.size());
        cases.add(added);
        return added;
    }

    /// Adds a send. It takes part once it has a value: see [Sending#offer].
    public <T> Sending<T> send(Sender<T> to) {
        Sending<T> added = new Sending<>(to.openConduit(), cases.size());
        cases.add(added);
        return added;
    }

    /// True while a case is enabled.
    public boolean hasCases() {
        for (Case any : cases) {
            if (any.isEnabled()) {
                return true;
            }
        }
        return false;
    }

    /// Does a case that can be done at once; null when there is none.
    public @Nullable Case poll() {
        forget();
        return attempt();
    }

    /// Waits for a case. Null when none is enabled: waiting would be for ever.
    ///
    /// @throws InterruptedException when interrupted before or while it waits; no case was done
    public @Nullable Case await() throws InterruptedException {
        return await(Deadline.NEVER);
    }

    /// Waits for a case; null when none could be done within the time, or none is enabled.
    ///
    /// @throws InterruptedException when interrupted before or while it waits; no case was done
    public @Nullable Case await(Duration timeout) throws InterruptedException {
        return await(Deadline.in(timeout));
    }

    private @Nullable Case await(Deadline deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        Case done = poll();
        if (done != null || !hasCases() || deadline.isOver()) {
            return done;
        }
        return await(deadline, cases.getFirst().conduit().patience());
    }

    // @start region="await"
    /// Enlists at least once, also when the time is over already.
    @Nullable
    Case await(Deadline deadline, Patience patience) throws InterruptedException {
        Case done = attemptPatiently(deadline, patience);
        while (done == null) {
            Waiter waiter = new Waiter();
            int chosen = enlist(waiter) ? waiter.await(deadline, patience) : waiter.cancel();
            withdrawFromAllBut(chosen);
            done = chosen == Waiter.CANCELLED ? attempt() : take(cases.get(chosen));
            if (done == null && Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (done == null && deadline.isOver()) {
                return null;
            }
        }
        return done;
    }

    /// Somebody has woken this thread for a case. Whatever comes of it, that wake-up is then passed on.
    private @Nullable Case take(Case chosen) {
        if (chosen.settle()) {
            return chosen;
        }
        Case done = !biased && chosen.attempt() ? chosen : attempt();
        chosen.passOn();
        return done;
    }

    /// False when a case can be done already: it and those behind it are not in their lists.
    private boolean enlist(Waiter waiter) {
        for (Case any : cases) {
            if (any.isEnabled() && !any.enlist(waiter)) {
                return false;
            }
        }
        return true;
    }
    // @end

    private void withdrawFromAllBut(int chosen) {
        for (int i = 0; i < cases.size(); i++) {
            if (i != chosen) {
                cases.get(i).withdraw();
            }
        }
    }

    private @Nullable Case attemptPatiently(Deadline deadline, Patience patience) {
        for (Case any : cases) {
            if (any.isEnabled() && !any.conduit().isWorthRetrying()) {
                return null;
            }
        }
        Case done = null;
        for (int turn = 0; turn < patience.turns() && done == null && !deadline.isOver(); turn++) {
            patience.pause(turn);
            done = attempt();
        }
        return done;
    }

    private @Nullable Case attempt() {
        int size = cases.size();
        int start = biased || size < 2 ? 0 : Math.floorMod(nextRandom(), size);
        for (int i = 0; i < size; i++) {
            Case next = cases.get(start + i < size ? start + i : start + i - size);
            if (next.isEnabled() && next.attempt()) {
                return next;
            }
        }
        return null;
    }

    private void forget() {
        for (Case any : cases) {
            any.forget();
        }
    }

    /// Marsaglia's xorshift, 2003.
    private int nextRandom() {
        random ^= random << 13;
        random ^= random >>> 17;
        random ^= random << 5;
        return random;
    }
}
