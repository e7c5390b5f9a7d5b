package happensbefore.exercises.manyparents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TracedBatchesTest {
    private static final Tracer NO_TRACER = TracerProvider.noop().get("test");

    private final List<List<String>> sent = new ArrayList<>();
    private final TracedBatches<String> batches = new TracedBatches<>(NO_TRACER, 3, batch -> {
        sent.add(batch);
        return CompletableFuture.completedFuture(true);
    });

    @Test
    void theRequestThatFillsABatchSendsIt() {
        for (int i = 1; i <= 7; i++) {
            batches.add("request " + i);
        }
        assertThat(sent)
                .as("Two batches of three; the seventh waits.")
                .containsExactly(
                        List.of("request 1", "request 2", "request 3"), List.of("request 4", "request 5", "request 6"));
    }

    @Test
    void aFlushSendsWhatWaits() {
        batches.add("a");
        batches.flush();
        assertThat(sent).as("A batch of one.").containsExactly(List.of("a"));
    }

    @Test
    void aFlushOfNothingSendsNothing() {
        batches.flush();
        batches.add("a");
        batches.flush();
        batches.flush();
        assertThat(sent).as("Nothing empty is sent.").containsExactly(List.of("a"));
    }

    @Test
    void aSenderThatThrowsThrowsAtNobody() {
        TracedBatches<String> throwing = new TracedBatches<>(NO_TRACER, 2, _ -> {
            throw new IllegalStateException("the backend is gone");
        });
        assertThatCode(() -> {
                    throwing.add("a");
                    throwing.add("b");
                })
                .as("The sender throws; the caller of add is none of its concern.")
                .doesNotThrowAnyException();
        assertThatCode(() -> {
                    throwing.add("c");
                    throwing.flush();
                })
                .as("The sender throws; the caller of flush is none of its concern.")
                .doesNotThrowAnyException();
    }
}
