package happensbefore.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jspecify.annotations.Nullable;

/// Model checks one small scenario: a few operations on a few threads, under every order that the bound reaches.
///
/// ```java
/// Interleavings.of(CounterUnderTest.class)
///         .init("add", 1)
///         .thread(op("increment"))
///         .thread(op("increment"), op("get"))
///         .post("get")
///         .check();
/// ```
///
/// The subject has a public no-argument constructor and public operations. Results must be those of some sequential
/// order of the same subject. Execution is sequentially consistent: a missing `volatile` is not seen here.
/// For locks, conditions and assertions of one's own, see [#on] and [#run].
public final class Interleavings {
    /// Enough for scenarios of two threads and two operations each; a check ends earlier when all orders were seen.
    static final int DEFAULT_INVOCATIONS = 2_000;

    /// An operation and its arguments.
    public record Op(String method, List<@Nullable Object> arguments) {}

    private final Class<?> subject;
    private final List<Actor> init = new ArrayList<>();
    private final List<List<Actor>> threads = new ArrayList<>();
    private final List<Actor> post = new ArrayList<>();
    private int invocations = DEFAULT_INVOCATIONS;
    private @Nullable Class<?> specification;
    private UnaryOperator<ModelCheckingOptions> options = UnaryOperator.identity();

    private Interleavings(Class<?> subject) {
        this.subject = subject;
    }

    public static Interleavings of(Class<?> subject) {
        return new Interleavings(subject);
    }

    public static Op op(String method, @Nullable Object... arguments) {
        List<@Nullable Object> copy = new ArrayList<>();
        for (Object argument : arguments) {
            copy.add(argument);
        }
        return new Op(method, copy);
    }

    /// Runs before the threads start; may be called several times.
    public Interleavings init(String method, @Nullable Object... arguments) {
        init.add(actor(op(method, arguments)));
        return this;
    }

    /// One thread, and what it does in order.
    public Interleavings thread(Op... operations) {
        List<Actor> actors = new ArrayList<>();
        for (Op operation : operations) {
            actors.add(actor(operation));
        }
        threads.add(actors);
        return this;
    }

    /// Runs after all threads have ended; may be called several times.
    public Interleavings post(String method, @Nullable Object... arguments) {
        post.add(actor(op(method, arguments)));
        return this;
    }

    /// The largest number of schedules to try.
    public Interleavings invocations(int bound) {
        invocations = bound;
        return this;
    }

    /// A sequential class with the same operations that says which results are right, instead of the subject itself.
    public Interleavings specifiedBy(Class<?> sequential) {
        specification = sequential;
        return this;
    }

    /// For what this class does not offer.
    public Interleavings options(UnaryOperator<ModelCheckingOptions> change) {
        options = change;
        return this;
    }

    /// @throws InterleavingFailure when a schedule breaks the subject
    public void check() {
        InterleavingFailure failure = search();
        if (failure != null) {
            throw failure;
        }
    }

    /// The failure that must be found: for tests of variants that are broken on purpose.
    ///
    /// @throws AssertionError when no schedule breaks the subject
    public InterleavingFailure findsBug() {
        InterleavingFailure failure = search();
        if (failure == null) {
            throw new AssertionError("No interleaving of this scenario breaks " + subject.getSimpleName());
        }
        return failure;
    }

    private @Nullable InterleavingFailure search() {
        if (threads.isEmpty()) {
            throw new IllegalStateException("The scenario has no thread: call thread(op(...)) at least once");
        }
        ModelCheckingOptions checking = new ModelCheckingOptions()
                .iterations(0)
                .invocationsPerIteration(invocations)
                .minimizeFailedScenario(false)
                .addCustomScenario(new ExecutionScenario(init, threads, post, null));
        if (specification != null) {
            checking = checking.sequentialSpecification(specification);
        }
        try {
            options.apply(checking).check(subject);
            return null;
        } catch (LincheckAssertionError found) {
            return InterleavingFailure.of(found);
        }
    }

    private Actor actor(Op operation) {
        return new Actor(Operations.find(subject, operation), operation.arguments());
    }

    /// Starts a scenario of free code on a subject that is made anew for each schedule.
    public static <S> Schedules<S> on(Supplier<S> subject) {
        return new Schedules<>(subject);
    }

    /// Model checks a block that starts its threads through [Crew]; the block's and the threads' errors fail it.
    /// Objects that threads race on belong in fields, or come from [#on]: races on an object that is made inside
    /// the block and captured by a lambda are missed.
    ///
    /// @throws InterleavingFailure when a schedule ends in an error or in a deadlock
    public static void run(Consumer<Crew> block) {
        Schedules.run(DEFAULT_INVOCATIONS, List.of(), block);
    }
}
