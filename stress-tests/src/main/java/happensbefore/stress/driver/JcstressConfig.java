package happensbefore.stress.driver;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import org.openjdk.jcstress.Options;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.runners.SpinLoopStyle;
import org.openjdk.jcstress.infra.runners.TestConfig;
import org.openjdk.jcstress.os.AffinityMode;
import org.openjdk.jcstress.os.NodeType;
import org.openjdk.jcstress.os.SchedulingClass;
import org.openjdk.jcstress.vm.CompileMode;

/// jcstress's configuration of one run of one test.
public final class JcstressConfig {
    private JcstressConfig() {}

    /// Everything compiled as the JVM sees fit, actors inlined into their loop.
    public static int unified() {
        return CompileMode.UNIFIED;
    }

    /// @param slice length of one iteration
    /// @param compileMode {@link #unified} or one of {@link CompileMode#casesFor}; it takes effect only through the
    ///     compiler directives that {@link TestConfig#generateDirectives} writes for the JVM's start
    /// @param jvmArgs what the JVM was started with, for reports
    public static TestConfig of(String test, Duration slice, int compileMode, List<String> jvmArgs) {
        return of(test, slice, compileMode, jvmArgs, waiting(test).getFirst());
    }

    static TestConfig of(String test, Duration slice, int compileMode, List<String> jvmArgs, SpinLoopStyle waiting) {
        TestInfo info = StressSuite.info(test);
        Options options = new Slices(slice, waiting);
        SchedulingClass scheduling = new SchedulingClass(AffinityMode.NONE, info.threads(), NodeType.PACKAGE);
        return new TestConfig(options, info, 0, jvmArgs, compileMode, scheduling);
    }

    /// How actors wait for one another between samples: slices take turns at these.
    ///
    /// Actors that share a CPU must yield: a spinning one would keep the CPU from the one that it waits for. Where
    /// there is a CPU for each they spin: one that yields on a busy machine gives its time to strangers, and the
    /// actors seldom run at the same moment. There, and only there, both may happen.
    static List<SpinLoopStyle> waiting(String test) {
        int cpus = Runtime.getRuntime().availableProcessors();
        if (StressSuite.actors(test) > cpus) {
            return List.of(SpinLoopStyle.THREAD_YIELD);
        }
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage() > cpus
                ? List.of(SpinLoopStyle.THREAD_SPIN_WAIT, SpinLoopStyle.THREAD_YIELD)
                : List.of(SpinLoopStyle.THREAD_SPIN_WAIT);
    }

    /// Options that are never parsed: parsing burns over a second of all CPUs to count them.
    private static final class Slices extends Options {
        private final Duration slice;
        private final SpinLoopStyle spin;

        Slices(Duration slice, SpinLoopStyle spin) {
            super(new String[0]);
            this.slice = slice;
            this.spin = spin;
        }

        @Override
        public int getTime() {
            return Math.toIntExact(slice.toMillis());
        }

        @Override
        public int getIterations() {
            return 1;
        }

        @Override
        public SpinLoopStyle getSpinStyle() {
            return spin;
        }

        // jcstress's own default.
        @Override
        public int getStrideSize() {
            return 256;
        }

        /// Actors look whether their slice is over only after all strides: of jcstress's 40, on a busy machine,
        /// that takes seconds. And 8 stay in a processor's cache.
        @Override
        public int getStrideCount() {
            return 8;
        }

        // jcstress's own default.

        @Override
        public int getMaxFootprintMb() {
            return 64;
        }
    }
}
