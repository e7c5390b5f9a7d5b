package happensbefore.stress.driver;

import java.net.URL;
import java.util.List;
import java.util.function.Predicate;
import org.openjdk.jcstress.infra.TestInfo;
import org.openjdk.jcstress.infra.runners.TestList;

/// The stress tests on the class path, as jcstress's annotation processor listed them in `META-INF/TestList`.
///
/// A class with `@JCStressTest` that the processor never saw is not here, and cannot run.
public final class StressSuite {
    private StressSuite() {}

    /// All tests, by class name, sorted.
    ///
    /// @throws IllegalStateException when the list is missing: the annotation processor did not run
    public static List<String> all() {
        URL list = StressSuite.class.getClassLoader().getResource(TestList.LIST.substring(1));
        if (list == null) {
            throw new IllegalStateException("No " + TestList.LIST.substring(1)
                    + " on the class path: jcstress's annotation processor did not run, so there are no stress tests");
        }
        return TestList.tests().stream().sorted().toList();
    }

    public static List<String> matching(Predicate<String> wanted) {
        return all().stream().filter(wanted).toList();
    }

    /// The tests in exactly this package.
    public static List<String> inPackage(String name) {
        return matching(test -> packageOf(test).equals(name));
    }

    static String packageOf(String test) {
        return test.substring(0, Math.max(0, test.lastIndexOf('.')));
    }

    /// Termination tests ask whether a thread ends once signalled; jcstress marks them as needing a JVM of their own.
    public static boolean isTermination(String test) {
        return info(test).requiresFork();
    }

    /// How many threads the test runs.
    public static int actors(String test) {
        return info(test).threads();
    }

    static TestInfo info(String test) {
        return TestList.getInfo(test);
    }
}
