package happensbefore.exercises.stealhalf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShareTest {
    @Test
    void theWorkerTakesTheLast() {
        Share share = new Share(3, 6);
        assertThat(share.next()).as("the last iteration").isEqualTo(5);
        assertThat(share.next()).as("the one before").isEqualTo(4);
        assertThat(share.next()).as("the first one").isEqualTo(3);
        assertThat(share.next()).as("none is left").isEqualTo(-1);
        assertThat(share.next()).as("none is left, asked again").isEqualTo(-1);
    }

    @Test
    void aThiefTakesTheFirstHalf() {
        assertThat(new Share(0, 6).stealHalf()).as("half of six").isEqualTo(new Share.Range(0, 3));
        assertThat(new Share(10, 15).stealHalf()).as("half of five, rounded up").isEqualTo(new Share.Range(10, 13));
        assertThat(new Share(7, 8).stealHalf()).as("half of one, rounded up").isEqualTo(new Share.Range(7, 8));
    }

    @Test
    void thereIsNothingInAnEmptyShare() {
        Share share = new Share(4, 4);
        assertThat(share.next()).as("an empty share").isEqualTo(-1);
        Share.Range stolen = share.stealHalf();
        assertThat(stolen.from()).as("an empty range").isEqualTo(stolen.to());
        assertThat(share.next()).as("still empty").isEqualTo(-1);
    }

    @Test
    void eachIterationIsTakenOnce() {
        for (int size = 0; size < 40; size++) {
            for (int between = 1; between < 5; between++) {
                Share share = new Share(100, 100 + size);
                List<Integer> taken = new ArrayList<>();
                for (int left = size; left > 0; left = size - taken.size()) {
                    int before = taken.size();
                    Share.Range stolen = share.stealHalf();
                    IntStream.range(stolen.from(), stolen.to()).forEach(taken::add);
                    assertThat(taken.size() - before).as("half of %d", left).isEqualTo((left + 1) / 2);
                    for (int i = 0; i < between; i++) {
                        int next = share.next();
                        if (next >= 0) {
                            taken.add(next);
                        }
                    }
                    assertThat(taken).as("Something is taken each time.").hasSizeGreaterThan(before);
                }
                assertThat(taken)
                        .as("Each of %d iterations is taken once.", size)
                        .containsExactlyInAnyOrderElementsOf(
                                IntStream.range(100, 100 + size).boxed().toList());
            }
        }
    }

    @Test
    void aLargeRangeIsARange() {
        Share share = new Share(0, Integer.MAX_VALUE);
        assertThat(share.stealHalf()).as("half of it").isEqualTo(new Share.Range(0, 1 << 30));
        assertThat(share.next()).as("the last iteration").isEqualTo(Integer.MAX_VALUE - 1);
    }

    @Test
    void whatIsNoRangeIsRefused() {
        assertThatThrownBy(() -> new Share(2, 1)).as("from above to").isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Share(-1, 1)).as("a negative from").isInstanceOf(IllegalArgumentException.class);
    }
}
