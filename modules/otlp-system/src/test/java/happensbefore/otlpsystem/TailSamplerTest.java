package happensbefore.otlpsystem;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TailSamplerTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final TraceId A = new TraceId(1, 0x10);
    private static final TraceId B = new TraceId(2, 0x20);

    private static TailSampler<String> sampler(double keep, long maxWeight) {
        return new TailSampler<>(new TailSampler.Rule(Duration.ofSeconds(1), keep, maxWeight, 1000));
    }

    @Test
    void aRemarkableSpanBringsThoseThatWaited() {
        TailSampler<String> sampler = sampler(0, 100);
        assertThat(sampler.offer(A, "a1", 10, false, 0).kept()).isEmpty();
        assertThat(sampler.offer(B, "b1", 10, false, 0).waiting()).isEqualTo(10);
        TailSampler.Decided<String> decided = sampler.offer(A, "a2", 10, true, 0);
        assertThat(decided.kept()).containsExactly("a1", "a2");
        assertThat(decided.waiting()).isEqualTo(-10);
        assertThat(sampler.offer(A, "a3", 10, false, 0).kept()).containsExactly("a3");
        assertThat(sampler.weight()).isEqualTo(10);
    }

    @Test
    void whatHasWaitedForNothingIsDroppedAndSoIsWhatComesLater() {
        TailSampler<String> sampler = sampler(0, 100);
        assertThat(sampler.offer(A, "a1", 10, false, 0).kept()).isEmpty();
        assertThat(sampler.expire(SECOND - 1).dropped()).isZero();
        TailSampler.Decided<String> expired = sampler.expire(SECOND);
        assertThat(expired.dropped()).isEqualTo(1);
        assertThat(expired.waiting()).isEqualTo(-10);
        assertThat(sampler.offer(A, "a2", 10, false, SECOND).dropped()).isEqualTo(1);
        assertThat(sampler.offer(A, "a3", 10, true, SECOND).kept()).containsExactly("a3");
        assertThat(sampler.offer(A, "a4", 10, false, SECOND).kept()).containsExactly("a4");
    }

    @Test
    void withoutRoomTheOldestAreDecidedEarly() {
        TailSampler<String> sampler = sampler(0, 25);
        List<TraceId> oneStripe = new ArrayList<>();
        for (long low = 0; oneStripe.size() < 3; low++) {
            TraceId id = new TraceId(1, low);
            if (Math.floorMod(id.hashCode(), 16) == 3) {
                oneStripe.add(id);
            }
        }
        sampler.offer(oneStripe.get(0), "1", 10, false, 0);
        sampler.offer(oneStripe.get(1), "2", 10, false, 0);
        TailSampler.Decided<String> decided = sampler.offer(oneStripe.get(2), "3", 10, false, 0);
        assertThat(decided.early()).isEqualTo(1);
        assertThat(decided.waiting()).isZero();
        assertThat(sampler.weight()).isEqualTo(20);
        assertThat(sampler.keepAll().kept()).containsExactlyInAnyOrder("2", "3");
    }

    @Test
    void everyGatewayKeepsTheSamePartOfTheOthers() {
        int kept = 0;
        for (int i = 0; i < 1_000; i++) {
            TraceId id = new TraceId(1, (long) i << 46); // evenly over what is drawn from
            boolean here =
                    !sampler(0.25, 100).offer(id, "x", 1, false, 0).kept().isEmpty();
            boolean there =
                    !sampler(0.25, 100).offer(id, "x", 1, false, 0).kept().isEmpty();
            assertThat(here).isEqualTo(there);
            kept += here ? 1 : 0;
        }
        assertThat(kept).isBetween(200, 300);
    }
}
