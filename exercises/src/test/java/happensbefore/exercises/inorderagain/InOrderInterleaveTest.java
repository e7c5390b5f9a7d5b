package happensbefore.exercises.inorderagain;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Two workers put at the same time, with room for both. What is here is then taken, and nobody waits.
@Tag("interleave")
class InOrderInterleaveTest {
    static final class Shared {
        private final InOrder<String> inOrder = new InOrder<>(3);

        void put(int number, String... parts) throws InterruptedException {
            inOrder.put(number, List.of(parts));
        }

        String takeAll() throws InterruptedException {
            StringBuilder all = new StringBuilder();
            inOrder.end(2);
            for (String part = inOrder.take(); part != null; part = inOrder.take()) {
                all.append(part);
            }
            return all.toString();
        }
    }

    @Test
    void twoThatPutAtOnceAreBothCountedAndInOrder() {
        Interleavings.on(Shared::new)
                .invocations(200)
                .thread("quick", shared -> shared.put(1, "c"))
                .thread("slow", shared -> shared.put(0, "a", "b"))
                .then(shared -> {
                    Expect.equal(3, shared.inOrder.held(), "parts that are counted when both puts are over");
                    Expect.equal("abc", shared.takeAll(), "what is taken");
                    Expect.equal(0, shared.inOrder.held(), "parts that are counted when all are taken");
                })
                .check();
    }
}
