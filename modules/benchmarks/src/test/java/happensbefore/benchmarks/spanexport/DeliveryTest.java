package happensbefore.benchmarks.spanexport;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.benchmarks.spanexport.Delivery.Candidate;
import happensbefore.benchmarks.spanexport.Delivery.Case;
import happensbefore.benchmarks.spanexport.Delivery.Result;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The program counts what it measures: here, in a moment.
@Timeout(60)
class DeliveryTest {
    private static final Case MOMENT = new Case(2, 5_000, Duration.ofMillis(1), Duration.ofMillis(1));

    @Test
    void everySpanIsDeliveredOrDroppedAndUnderTheBlockPolicyNoneIs() throws IOException, InterruptedException {
        ReadableSpan span = Processors.endedSpan();
        try (Backend backend = new Backend()) {
            for (Candidate candidate : Candidate.values()) {
                Result result = Delivery.measure(candidate, MOMENT, span, backend);
                assertThat(result.ended())
                        .as("each thread ends its spans once at least")
                        .isGreaterThanOrEqualTo(10_000);
                assertThat(result.delivered()).isPositive();
                assertThat(result.dropped()).isNotNegative();
                if (candidate == Candidate.ADAPTIVE_BLOCK) {
                    assertThat(result.dropped()).isZero();
                }
            }
        }
    }
}
