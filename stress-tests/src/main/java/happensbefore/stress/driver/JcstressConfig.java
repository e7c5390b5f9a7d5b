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
        TestInfo info = StressSuite.info(test);
        // Spinning actors that share a CPU would burn their whole time slice waiting for one another.
        int cpus = Runtime.getRuntime().availableProcessors();
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        boolean crowded = info.threads() > cpus || load > cpus;
        Options options = new Slices(slice, crowded ? SpinLoopStyle.THREAD_YIELD : SpinLoopStyle.THREAD_SPIN_WAIT);
        SchedulingClass scheduling = new SchedulingClass(AffinityMode.NONE, info.threads(), NodeType.PACKAGE);
        return new TestConfig(options, info, 0, jvmArgs, compileMode, scheduling);
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

        // jcstress's own defaults.
        @Override
        public int getStrideSize() {
            return 256;
        }

        @Override
        public int getStrideCount() {
            return 40;
        }

        @Override
        public int getMaxFootprintMb() {
            return 64;
        }
    }
}
