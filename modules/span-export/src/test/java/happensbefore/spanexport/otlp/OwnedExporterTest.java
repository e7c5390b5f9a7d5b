package happensbefore.spanexport.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// What a processor's flush and shutdown ask of its exporter, and when.
class OwnedExporterTest {
    private final List<String> asked = new ArrayList<>();
    private CompletableResultCode word = CompletableResultCode.ofSuccess();

    private final OwnedExporter exporter = new OwnedExporter(new SpanExporter() {
        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            return word;
        }

        @Override
        public CompletableResultCode flush() {
            asked.add("flush");
            return word;
        }

        @Override
        public CompletableResultCode shutdown() {
            asked.add("shutdown");
            return word;
        }
    });

    @Test
    void aFlushAsksTheExporterOnceTheProcessorsSpansAreSettled() {
        CompletableFuture<Boolean> delivered = new CompletableFuture<>();
        CompletableResultCode flush = exporter.flushAfter(delivered);
        assertThat(asked).isEmpty();
        assertThat(flush.isDone()).isFalse();
        delivered.complete(true);
        assertThat(asked).containsExactly("flush");
        assertThat(flush.isSuccess()).isTrue();
    }

    @Test
    void eitherOfTheTwoMakesAFlushAFailure() {
        assertThat(exporter.flushAfter(CompletableFuture.completedFuture(false)).isSuccess())
                .isFalse();
        word = CompletableResultCode.ofFailure();
        assertThat(exporter.flushAfter(CompletableFuture.completedFuture(true)).isSuccess())
                .isFalse();
        assertThat(asked).as("whatever was lost").containsExactly("flush", "flush");
    }

    @Test
    void aShutdownHappensOnceAndEverybodyIsToldTheSame() {
        CompletableFuture<Boolean> settled = new CompletableFuture<>();
        CompletableResultCode first = exporter.shutdownAfter(() -> settled);
        CompletableResultCode second = exporter.shutdownAfter(() -> CompletableFuture.completedFuture(true));
        assertThat(asked).isEmpty();
        assertThat(second.isDone()).isFalse();
        settled.complete(false);
        assertThat(asked).containsExactly("shutdown");
        assertThat(first.isSuccess()).isFalse();
        assertThat(second.isDone()).isTrue();
        assertThat(second.isSuccess()).isFalse();
    }

    @Test
    void anExporterThatFailsToEndEndsTheShutdownAllTheSame() {
        word = CompletableResultCode.ofExceptionalFailure(new IllegalStateException("no way to end"));
        CompletableResultCode shutdown = exporter.shutdownAfter(() -> CompletableFuture.completedFuture(true));
        assertThat(shutdown.isDone()).isTrue();
        assertThat(shutdown.isSuccess()).isFalse();
    }
}
