package happensbefore.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LincheckWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "count ➜ 0 | count -> 0",
                "MONITORENTER | enters synchronized",
                "MONITOREXIT | leaves synchronized",
                "<iteration 3> | iteration 3 of a loop",
                "ArrayList.<init>(LinkedList#2): ArrayList#1 | new ArrayList(LinkedList#2): ArrayList#1",
                "TakeAllStack.Node.<init>(1, null): Node#1 | new Node(1, null): Node#1",
                "top.compareAndSet(null, Node#1): true | top.compareAndSet(null, Node#1): true"
            })
    void aStepIsJavaOrWords(String said, String told) {
        assertThat(LincheckWords.of(said)).isEqualTo(told);
    }

    @Test
    void theConstructorThatEveryConstructorCallsIsLeftOut() {
        assertThat(LincheckWords.of("Record.<init>(): Node#1")).isNull();
    }
}
