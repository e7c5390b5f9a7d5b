package happensbefore.telemetry.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
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
}
