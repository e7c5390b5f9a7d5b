package happensbefore.producerconsumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.testing.QueueTestSuiteBuilder;
import com.google.common.collect.testing.TestStringQueueGenerator;
import com.google.common.collect.testing.features.CollectionFeature;
import com.google.common.collect.testing.features.CollectionSize;
import com.google.common.collect.testing.testers.CollectionRemoveAllTester;
import com.google.common.collect.testing.testers.CollectionRemoveIfTester;
import com.google.common.collect.testing.testers.CollectionRemoveTester;
import com.google.common.collect.testing.testers.CollectionRetainAllTester;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.function.Supplier;
import java.util.stream.Stream;
import junit.framework.Test;
import junit.framework.TestCase;
import junit.framework.TestSuite;
import org.junit.jupiter.api.DynamicTest;

/// Guava's queue suite as JUnit dynamic tests.
///
/// The ring removes at its head only, so the suite's tests of removal elsewhere are left out; that such a removal is
/// refused is tested by hand.
final class QueueSuites {
    private static final List<Class<?>> REMOVAL_ELSEWHERE = List.of(
            CollectionRemoveTester.class,
            CollectionRemoveAllTester.class,
            CollectionRemoveIfTester.class,
            CollectionRetainAllTester.class);

    private QueueSuites() {}

    static Stream<DynamicTest> headOnlyQueue(Supplier<Queue<String>> makeEmpty) {
        TestSuite suite = QueueTestSuiteBuilder.using(new TestStringQueueGenerator() {
                    @Override
                    protected Queue<String> create(String[] elements) {
                        Queue<String> queue = makeEmpty.get();
                        Collections.addAll(queue, elements);
                        return queue;
                    }
                })
                .named("guava")
                .withFeatures(
                        CollectionSize.ANY,
                        CollectionFeature.KNOWN_ORDER,
                        CollectionFeature.SUPPORTS_ADD,
                        CollectionFeature.SUPPORTS_REMOVE)
                .suppressing(REMOVAL_ELSEWHERE.stream()
                        .flatMap(tester -> Arrays.stream(tester.getMethods()))
                        .filter(method -> method.getName().startsWith("test"))
                        .toArray(Method[]::new))
                .createTestSuite();
        List<TestCase> cases = cases(suite).toList();
        assertThat(cases).hasSizeGreaterThan(100);
        return cases.stream().map(test -> DynamicTest.dynamicTest(test.toString(), test::runBare));
    }

    private static Stream<TestCase> cases(Test test) {
        return switch (test) {
            case TestSuite suite -> Collections.list(suite.tests()).stream().flatMap(QueueSuites::cases);
            case TestCase single -> Stream.of(single);
            default -> throw new IllegalArgumentException("neither suite nor case: " + test);
        };
    }
}
