package happensbefore.otlpsystem.otlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class FailureTextTest {
    @Test
    void whatAnOperatorReadsSaysWhatIsWrong() {
        assertThat(FailureText.of(null)).isEmpty();
        assertThat(FailureText.of(BackendAnswer.http(503, Duration.ZERO, "busy")))
                .isEqualTo("status 503: busy");
        assertThat(FailureText.of(BackendAnswer.grpc(GrpcCode.UNAVAILABLE, null, "")))
                .isEqualTo("UNAVAILABLE");
        assertThat(FailureText.of(new UnknownHostException("no-such-host")))
                .isEqualTo("its name cannot be resolved: no-such-host");
        assertThat(FailureText.of(new ConnectException().initCause(new UnresolvedAddressException())))
                .isEqualTo("its name cannot be resolved");
        assertThat(FailureText.of(new ConnectException())).isEqualTo("no connection");
        assertThat(FailureText.of(new ConnectException("Connection refused")))
                .isEqualTo("no connection: Connection refused");
        assertThat(FailureText.of(new TimeoutException())).isEqualTo("no answer in time");
        assertThat(FailureText.of(new HttpConnectTimeoutException("late"))).isEqualTo("no answer in time");
        assertThat(FailureText.of(new IOException("closed"))).isEqualTo("java.io.IOException: closed");
    }
}
