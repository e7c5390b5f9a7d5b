package happensbefore.exercises.stacktakeall;

import static happensbefore.testkit.Interleavings.op;

import happensbefore.testkit.Interleavings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class TakeAllStackInterleaveTest {
    public static class Failures {
        private final TakeAllStack<Integer> stack = new TakeAllStack<>();

        public void push(int item) {
            stack.push(item);
        }

        public List<Integer> takeAll() {
            return new ArrayList<>(stack.takeAll());
        }
    }

    @Test
    void aPushDuringATakeIsNeitherLostNorDoubled() {
        scenario()
                .init("push", 1)
                .thread(op("takeAll"))
                .thread(op("push", 2), op("push", 3))
                .post("takeAll")
                .check();
    }

    @Test
    void twoPushesAtOnceAreBothKept() {
        scenario().thread(op("push", 1)).thread(op("push", 2)).post("takeAll").check();
    }

    @Test
    void twoTakersNeverShareAnItem() {
        scenario()
                .init("push", 1)
                .init("push", 2)
                .thread(op("takeAll"))
                .thread(op("takeAll"), op("push", 3))
                .post("takeAll")
                .check();
    }

    private static Interleavings scenario() {
        return Interleavings.of(Failures.class)
                .invocations(150)
                .options(options -> options.checkObstructionFreedom(true));
    }
}
