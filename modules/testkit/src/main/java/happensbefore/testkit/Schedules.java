package happensbefore.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jspecify.annotations.Nullable;

/// A scenario of free code: each thread is a block on a shared subject, and what must hold at the end is an
/// assertion. Deadlocks, lost wake-ups and errors in any thread fail it. Assertions in it are those of
/// [Expect]; a method reference to a JDK method that blocks (`thread::join`, `latch::await`) hides it from the
/// checker: write a lambda. A loop of nine or more rounds, anywhere in the scenario, hides every bug from it: Lincheck
/// 3.7 then switches threads by itself.
///
/// ```java
/// Interleavings.on(Gate::new)
///         .thread("waiter", Gate::await)
///         .thread("opener", Gate::open)
///         .then(gate -> Expect.that(gate.isOpen(), "still shut"))
///         .check();
/// ```
public final class Schedules<S> {
    /// What a thread does; checked exceptions are allowed and fail the scenario.
    @FunctionalInterface
    public interface Action<S> {
        void on(S subject) throws Exception;
    }

    private record Member<S>(String name, Action<S> action) {}

    /// Where the checker follows it: accesses through locals captured by a thread's lambda would escape it.
    private static volatile @Nullable Object shared;

    private final Supplier<S> maker;
    private final List<Member<S>> members = new ArrayList<>();
    private Action<S> after = subject -> {};
    private int invocations = Interleavings.DEFAULT_INVOCATIONS;

    Schedules(Supplier<S> maker) {
        this.maker = maker;
    }

    public Schedules<S> thread(String name, Action<S> action) {
        members.add(new Member<>(name, action));
        return this;
    }

    /// Runs when all threads have ended.
    public Schedules<S> then(Action<S> assertion) {
        after = assertion;
        return this;
    }

    /// The largest number of schedules to try.
    public Schedules<S> invocations(int bound) {
        invocations = bound;
        return this;
    }

    /// @throws InterleavingFailure when a schedule ends in an error or in a deadlock
    public void check() {
        List<String> names = new ArrayList<>(List.of("main"));
        members.forEach(member -> names.add(member.name()));
        run(invocations, names, this::once);
    }

    /// The failure that must be found: for tests of variants that are broken on purpose.
    ///
    /// @throws AssertionError when no schedule fails
    public InterleavingFailure findsBug() {
        try {
            check();
        } catch (InterleavingFailure found) {
            return found;
        }
        throw new AssertionError("No interleaving of this scenario fails");
    }

    private void once(Crew crew) {
        shared = maker.get();
        for (Member<S> member : members) {
            crew.start(member.name(), () -> member.action().on(subject()));
        }
        crew.joinAll();
        Crew.unchecked(() -> after.on(subject()));
    }

    @SuppressWarnings("unchecked") // only `once` writes it, on a subject of this type
    private S subject() {
        return (S) Objects.requireNonNull(shared);
    }

    /// A run was seen to end with an index out of bounds, from Lincheck or from its trace: it is asked once more.
    static void run(int invocations, List<String> names, Consumer<Crew> block) {
        try {
            runOnce(invocations, names, block);
        } catch (IndexOutOfBoundsException e) {
            runOnce(invocations, names, block);
            throw e; // nothing found this time does not mean that nothing was found before
        }
    }

    private static void runOnce(int invocations, List<String> names, Consumer<Crew> block) {
        try {
            Lincheck.runConcurrentTest(invocations, () -> {
                Crew crew = new Crew();
                block.accept(crew);
                crew.joinAll();
            });
        } catch (LincheckAssertionError found) {
            InterleavingFailure failure = InterleavingFailure.of(found, names);
            if (failure.schedule().outcome().contains("'equals' is not supported")) {
                throw new IllegalStateException("AssertJ cannot be used in model-checked code: use Expect", failure);
            }
            throw failure;
        } finally {
            shared = null;
        }
    }
}
