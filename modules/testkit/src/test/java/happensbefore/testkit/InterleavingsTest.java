package happensbefore.testkit;

import static happensbefore.testkit.Interleavings.op;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InterleavingsTest {
    public static class BrokenCounter {
        private volatile int count;

        @SuppressWarnings("NonAtomicVolatileUpdate") // the fault to be found
        public int increment() {
            return ++count;
        }

        public int get() {
            return count;
        }
    }

    public static class AtomicCounter {
        private final AtomicInteger count = new AtomicInteger();

        public int increment() {
            return count.incrementAndGet();
        }

        public int get() {
            return count.get();
        }
    }

    @Test
    void aNonAtomicCounterIsFound() {
        InterleavingFailure failure = scenario(BrokenCounter.class).findsBug();
        assertThat(failure.schedule().threads()).hasSize(2);
        assertThat(failure.schedule().steps())
                .anySatisfy(step -> assertThat(step.file()).isEqualTo("InterleavingsTest.java"))
                .anyMatch(Schedule.Step::switchAfter);
    }

    @Test
    void anAtomicCounterPasses() {
        scenario(AtomicCounter.class).check();
        assertThatThrownBy(() -> scenario(AtomicCounter.class).findsBug())
                .isInstanceOf(AssertionError.class)
                .hasMessage("No interleaving of this scenario breaks AtomicCounter");
    }

    /// A process's end is awaited by a thread whose stack is too small for Lincheck's instrumentation: what it first
    /// touches there can be used by nobody afterwards.
    @Test
    void noProcessIsStartedToAttachTheAgent() {
        scenario(AtomicCounter.class).check();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("process reaper");
    }

    @Test
    void anOperationThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> Interleavings.of(AtomicCounter.class).thread(op("add", 1)))
                .isInstanceOf(NoSuchMethodError.class)
                .hasMessageContaining("AtomicCounter has no public method add(Integer)");
    }

    private static Interleavings scenario(Class<?> subject) {
        return Interleavings.of(subject)
                .thread(op("increment"))
                .thread(op("increment"))
                .post("get");
    }
}
