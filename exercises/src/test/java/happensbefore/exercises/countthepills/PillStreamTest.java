package happensbefore.exercises.countthepills;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.testkit.Race;
import happensbefore.testkit.StuckThreads;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

class PillStreamTest {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /// Says that it is equal to everything.
    private static final class Flatterer {
        @Override
        public boolean equals(Object other) {
            return true;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    private static void within(Race race) throws InterruptedException {
        try (race) {
            race.run();
        } catch (StuckThreads stuck) {
            throw new AssertionError("A thread waits for ever. " + stuck.getMessage());
        }
    }

    @Test
    void noItemIsLeftBehindTheEnd() throws InterruptedException {
        PillStream<String> stream = new PillStream<>(new ArrayBlockingQueue<>(8), 2);
        stream.put("from the first");
        stream.done();
        stream.put("from the second");
        stream.done();
        assertThat(stream.take()).as("The oldest item.").isEqualTo("from the first");
        assertThat(stream.take())
                .as("The second producer was not done when the first was: its item is not behind the end.")
                .isEqualTo("from the second");
        within(Race.within(PATIENCE)
                .thread(
                        "consumer",
                        () -> assertThat(stream.take()).as("The end.").isNull()));
    }

    @Test
    void theEndComesToEveryConsumerAndStays() throws InterruptedException {
        PillStream<Integer> stream = new PillStream<>(new ArrayBlockingQueue<>(1), 2);
        ConcurrentLinkedQueue<Integer> taken = new ConcurrentLinkedQueue<>();
        Race race = Race.within(PATIENCE);
        for (int i = 0; i < 3; i++) {
            race.thread("consumer " + i, () -> {
                for (Integer item = stream.take(); item != null; item = stream.take()) {
                    taken.add(item);
                }
                assertThat(stream.take()).as("It asks again after the end.").isNull();
            });
        }
        for (int i = 0; i < 2; i++) {
            int from = i * 100;
            race.thread("producer " + i, () -> {
                for (int item = from; item < from + 100; item++) {
                    stream.put(item);
                }
                stream.done();
            });
        }
        within(race);
        assertThat(taken)
                .as("Each item once, and none behind the end.")
                .hasSize(200)
                .doesNotHaveDuplicates();
    }

    @Test
    void anyItemMayBePut() throws InterruptedException {
        PillStream<Object> stream = new PillStream<>(new ArrayBlockingQueue<>(8), 1);
        Flatterer flatterer = new Flatterer();
        stream.put("END");
        stream.put(flatterer);
        assertThat(stream.take()).as("An item, whatever it equals.").isEqualTo("END");
        assertThat(stream.take())
                .as("An item whose `equals` is always true was taken for the pill.")
                .isSameAs(flatterer);
    }
}
