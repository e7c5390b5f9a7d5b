package happensbefore.tasks;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/// What the tasks leave for the owner, on the model checker's own threads: it does not follow virtual ones, nor
/// threads that are started inside a thread.
class TaskGroupInterleavingsTest {
    private static final class Call {
        final TaskGroup<Integer> group = new TaskGroup<>(task -> new Thread(task));

        int next() throws Exception {
            return Objects.requireNonNull(group.firstToEnd().result());
        }
    }

    @Test
    void noResultIsLostOrDoubled() {
        Interleavings.on(Call::new)
                .invocations(60)
                .thread("task 1", call -> call.group.run(() -> 1))
                .thread("task 2", call -> call.group.run(() -> 2))
                .then(call -> Expect.equal(3, call.next() + call.next(), "sum of the results"))
                .check();
    }

    @Test
    void aFailureIsWhatTheOwnerSeesWhateverEndsWithIt() {
        Interleavings.on(Call::new)
                .invocations(60)
                .thread(
                        "failing",
                        call -> call.group.run(() -> {
                            throw new Exception("failed");
                        }))
                .thread("other", call -> call.group.run(() -> 2))
                .then(call -> {
                    boolean failed = false;
                    try {
                        call.next();
                    } catch (ExecutionException e) {
                        failed = true;
                    }
                    Expect.that(failed, "one task failed, and the owner was not told");
                })
                .check();
    }
}
