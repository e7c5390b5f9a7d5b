package happensbefore.exercises.oneverdict;

import happensbefore.exercises.oneverdict.TraceVerdict.Outcome;
import happensbefore.exercises.oneverdict.TraceVerdict.Verdict;
import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class TraceVerdictInterleaveTest {
    private static final int ENOUGH = 100;

    /// A trace in which one span waits, and what two threads were told.
    private static final class Shared {
        final TraceVerdict<String> trace = new TraceVerdict<>();
        volatile Outcome<String> one = new Outcome<>(List.of(), 0, null);
        volatile Outcome<String> other = one;

        Shared() {
            trace.add("first", false);
        }

        int kept() {
            return one.kept().size() + other.kept().size();
        }

        int dropped() {
            return one.dropped() + other.dropped();
        }

        void expectOneVerdict() {
            Expect.that((one.tell() == null) != (other.tell() == null), "Two have given the verdict, or nobody has");
        }

        void expectOneFate(int spans) {
            Expect.equal(spans, kept() + dropped(), "spans that have come out");
            Expect.that(kept() == 0 || dropped() == 0, "Spans of one trace were kept and dropped");
        }
    }

    @Test
    void aFailedSpanAndTheEndMakeOneVerdict() {
        Interleavings.on(Shared::new)
                .invocations(ENOUGH)
                .thread("failed", shared -> shared.one = shared.trace.add("failed", true))
                .thread("timer", shared -> shared.other = shared.trace.expire())
                .then(shared -> {
                    shared.expectOneVerdict();
                    shared.expectOneFate(2);
                    Expect.equal(shared.one.tell() == Verdict.KEPT, shared.kept() > 0, "kept, as was told");
                })
                .check();
    }

    @Test
    void aSpanThatMeetsTheEndComesOut() {
        Interleavings.on(Shared::new)
                .invocations(ENOUGH)
                .thread("span", shared -> shared.one = shared.trace.add("second", false))
                .thread("timer", shared -> shared.other = shared.trace.expire())
                .then(shared -> shared.expectOneFate(2))
                .check();
    }

    @Test
    void twoFailedSpansMakeOneVerdict() {
        Interleavings.on(Shared::new)
                .invocations(ENOUGH)
                .thread("one", shared -> shared.one = shared.trace.add("second", true))
                .thread("other", shared -> shared.other = shared.trace.add("third", true))
                .then(shared -> {
                    shared.expectOneVerdict();
                    shared.expectOneFate(3);
                })
                .check();
    }

    @Test
    void anotherGatewaysWordAndTheEndMakeOneVerdict() {
        Interleavings.on(Shared::new)
                .invocations(ENOUGH)
                .thread("word", shared -> shared.one = shared.trace.heard(Verdict.KEPT))
                .thread("timer", shared -> shared.other = shared.trace.expire())
                .then(shared -> {
                    shared.expectOneFate(1);
                    Expect.equal(
                            shared.other.tell() == null,
                            shared.kept() > 0,
                            "kept, as long as no other verdict is told");
                })
                .check();
    }
}
