package happensbefore.benchmarks.spanexport;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.benchmarks.spanexport.Delivery.Case;
import happensbefore.benchmarks.spanexport.Delivery.Result;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The program counts what it measures: here, in a moment.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeliveryTest {
    private static final Case MOMENT = new Case(2, 5_000, Duration.ofMillis(1), Duration.ofMillis(1));

    private final ReadableSpan span = Processors.endedSpan();
    private final Backend backend = new Backend();

    DeliveryTest() throws IOException {}

    @AfterAll
    void end() {
        backend.close();
    }

    @ParameterizedTest
    @EnumSource
    void everySpanThatEndedWasDeliveredOrDropped(Candidate candidate) throws IOException, InterruptedException {
        Result result = Delivery.measure(candidate, MOMENT, span, backend);
        assertThat(result.ended()).isGreaterThanOrEqualTo(10_000); // each thread ends its spans once at least
        assertThat(result.delivered() + result.dropped()).isEqualTo(result.ended());
        assertThat(result.delivered()).isPositive();
        if (candidate == Candidate.ADAPTIVE_BLOCK) {
            assertThat(result.dropped()).isZero();
        }
    }

    @Test
    void whatNeitherArrivedNorWasCountedIsUnaccountedFor() {
        assertThat(new Result(10, 7, 3, 1, 1, 1).unaccounted()).isZero();
        assertThat(new Result(10, 7, 2, 1, 1, 1).unaccounted()).isOne();
        assertThat(new Result(10, 8, 3, 1, 1, 1).unaccounted()).isEqualTo(-1);
    }
}
