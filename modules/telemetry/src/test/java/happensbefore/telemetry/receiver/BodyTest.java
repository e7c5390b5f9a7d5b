package happensbefore.telemetry.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BodyTest {

    @Test
    void aGzipBombIsNotInflatedPastTheLimit() {
        int limit = 256 * 1024;
        byte[] bomb = Otlp.gzip(new byte[256 * limit]);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Payload sent = new Payload(new Budget(bomb.length));
        sent.add(bomb, bomb.length);
        Body body = new Body(ReceiverLimits.DEFAULT.withMaxRequestBytes(limit));
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> body.gunzip(sent))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("larger than " + limit + " bytes decompressed");
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(32L * limit);
    }

    @Test
    void whatIsRefusedHoldsNothing() throws Exception {
        int limit = 64 * 1024;
        byte[] incompressible = new byte[limit / 2];
        new Random(1).nextBytes(incompressible);
        byte[] whole = Otlp.gzip(incompressible);
        byte[] bomb = Otlp.gzip(new byte[2 * limit]);
        byte[] truncated = Arrays.copyOf(whole, whole.length - 9); // most of it can be inflated
        Body body = new Body(ReceiverLimits.DEFAULT.withMaxRequestBytes(limit).withMaxBytesInFlight(2L * limit));
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> body.gunzip(read(body, truncated)))
                    .hasMessageContaining("not whole and valid gzip");
            assertThatThrownBy(() -> body.gunzip(read(body, bomb))).hasMessageContaining("larger than");
            assertThatThrownBy(() -> read(body, new byte[limit + 1])).hasMessageContaining("larger than");
            body.gunzip(read(body, whole)).close();
        }
    }

    private static Payload read(Body body, byte[] sent) throws Exception {
        return body.read(new ByteArrayInputStream(sent));
    }
}
