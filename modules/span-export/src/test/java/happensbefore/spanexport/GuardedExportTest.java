package happensbefore.spanexport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.spanexport.CircuitBreaker.Settings;
import happensbefore.spanexport.CircuitBreaker.State;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// An export behind a breaker that one failure opens.
@Timeout(60)
class GuardedExportTest {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final AtomicLong clock = new AtomicLong();
    private final CircuitBreaker breaker = new CircuitBreaker(new Settings(1, PAUSE, PAUSE), clock::get);
    private final AtomicInteger calls = new AtomicInteger();

    private LaneExport<String> answering(CompletionStage<Boolean> answer) {
        return _ -> {
            calls.incrementAndGet();
            return answer;
        };
    }

    private GuardedExport<String> guard(LaneExport<String> export) {
        return new GuardedExport<>(export, breaker, LONG);
    }

    @Test
    void whileTheBreakerIsOpenNothingIsTried() throws Exception {
        GuardedExport<String> export = guard(answering(CompletableFuture.completedFuture(false)));
        assertThat(export.export("a").toCompletableFuture()).isCompletedWithValue(false);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThatThrownBy(() -> export.export("b")).isInstanceOf(CircuitOpenException.class);
        assertThat(calls).hasValue(1);
    }

    @Test
    void aProbeThatIsDeliveredClosesIt() throws Exception {
        var _ = guard(answering(CompletableFuture.completedFuture(false))).export("a");
        clock.addAndGet(PAUSE.toNanos());
        var _ = guard(answering(CompletableFuture.completedFuture(true))).export("b");
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void whatFailsOrThrowsCountsAgainstTheBackend() {
        GuardedExport<String> failing = guard(answering(CompletableFuture.failedFuture(new IOException("gone"))));
        assertThat(resultOf(failing)).isTrue();
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        clock.addAndGet(PAUSE.toNanos());
        assertThatThrownBy(() -> guard(_ -> {
                            throw new IOException("no route");
                        })
                        .export("a"))
                .hasMessage("no route");
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.openings()).isEqualTo(2);
    }

    @Test
    void aBackendThatRejectsSomeOfABatchIsWell() throws Exception {
        RuntimeException rejection = new PartlyRejectedException(1);
        var _ = guard(answering(CompletableFuture.failedFuture(rejection))).export("a");
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        CompletableFuture<Boolean> dependent =
                CompletableFuture.failedFuture(rejection).thenApply(_ -> true);
        var _ = guard(answering(dependent)).export("b");
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        assertThatThrownBy(() -> guard(_ -> {
                            throw rejection;
                        })
                        .export("c"))
                .isSameAs(rejection);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    private static boolean resultOf(GuardedExport<String> export) {
        try {
            return export.export("a").toCompletableFuture().isCompletedExceptionally();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void anAnswerThatDoesNotComeCountsAgainstTheBackendAndStaysTheExporters() throws Exception {
        CompletableFuture<Boolean> never = new CompletableFuture<>();
        GuardedExport<String> export = new GuardedExport<>(answering(never), breaker, Duration.ofMillis(10));
        CompletionStage<Boolean> answer = export.export("a");
        Soon.until(() -> breaker.state() == State.OPEN);
        assertThat(answer.toCompletableFuture())
                .as("the exporter may answer yet")
                .isNotDone();
        never.complete(true);
        assertThat(breaker.state()).as("it came too late").isEqualTo(State.OPEN);
        assertThat(answer.toCompletableFuture()).isCompletedWithValue(true);
    }

    @Test
    void whoSeesTheAnswerFindsThatTheBreakerKnows() throws Exception {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        CompletionStage<State> seen =
                guard(answering(answer)).export("a").handle((delivered, failure) -> breaker.state());
        answer.complete(false);
        assertThat(seen.toCompletableFuture()).isCompletedWithValue(State.OPEN);
    }

    @Test
    void aProbeThatIsInterruptedLeavesItsPlace() throws Exception {
        var _ = guard(answering(CompletableFuture.completedFuture(false))).export("a");
        clock.addAndGet(PAUSE.toNanos());
        assertThatThrownBy(() -> guard(_ -> {
                            throw new InterruptedException();
                        })
                        .export("b"))
                .isInstanceOf(InterruptedException.class);
        assertThat(breaker.tryCall()).as("the next may probe at once").isNotNull();
        assertThat(breaker.openings()).isEqualTo(1);
    }
}
