package happensbefore.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RaceTest {
    @Test
    void allThreadsRunAndAreJoined() throws InterruptedException {
        AtomicInteger count = new AtomicInteger();
        try (Race race = Race.within(Duration.ofSeconds(30))) {
            race.thread("platform", count::incrementAndGet).virtualThread("virtual", count::incrementAndGet);
            race.run();
        }
        assertThat(count).hasValue(2);
    }

    @Test
    void anErrorInAThreadComesOut() {
        try (Race race = Race.within(Duration.ofSeconds(30))) {
            race.thread("bad", () -> {
                throw new IllegalStateException("broken");
            });
            assertThatThrownBy(race::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("broken");
        }
    }

    @Test
    void aThreadThatDoesNotEndIsShownWithItsStack() {
        CountDownLatch never = new CountDownLatch(1);
        try (Race race = Race.within(Duration.ofMillis(200))) {
            race.thread("waits for ever", never::await);
            assertThatThrownBy(race::run)
                    .isInstanceOfSatisfying(
                            StuckThreads.class,
                            stuck -> assertThat(stuck.threads())
                                    .singleElement()
                                    .satisfies(thread -> assertThat(thread.stack())
                                            .anyMatch(frame ->
                                                    frame.getMethodName().equals("await"))))
                    .hasMessageContaining("\"waits for ever\" WAITING")
                    .hasMessageContaining("CountDownLatch.await");
        }
    }
}
