package happensbefore.spanexport.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CodesTest {
    private static final IOException TURNED_AWAY = new IOException(new RejectedExecutionException("five threads"));

    private final AtomicInteger calls = new AtomicInteger();

    private CompletableResultCode turnedAway(int times) {
        return calls.incrementAndGet() > times
                ? CompletableResultCode.ofSuccess()
                : CompletableResultCode.ofExceptionalFailure(TURNED_AWAY);
    }

    @Test
    void anExportThatWasNeverSentIsBegunAgain() {
        assertThat(Codes.export(() -> turnedAway(3)).join()).isTrue();
        assertThat(calls).hasValue(4);
    }

    @Test
    void butNotForEver() {
        assertThatThrownBy(() -> Codes.export(() -> turnedAway(1_000)).join()).hasRootCauseMessage("five threads");
        assertThat(calls).hasValueLessThan(1_000);
    }

    @Test
    void whatMayHaveBeenSentIsNotSentAgain() {
        IOException reset = new IOException("reset by peer");
        assertThatThrownBy(() -> Codes.export(() -> {
                            calls.incrementAndGet();
                            return CompletableResultCode.ofExceptionalFailure(reset);
                        })
                        .join())
                .hasRootCauseMessage("reset by peer");
        assertThat(Codes.export(CompletableResultCode::ofFailure).join()).isFalse();
        assertThat(calls).hasValue(1);
    }
}
