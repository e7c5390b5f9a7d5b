package happensbefore.exercises.lookthensleep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import happensbefore.testkit.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final int LOOKS = 5;
    private static final int NEVER_SO_MANY = 100;

    /// One thread alone: what others would do comes while it pauses or sleeps.
    private static final class Script implements Inbox.Signals {
        int pauses;
        int sleeps;
        int wakes;
        Runnable atPause = () -> {};
        Runnable atSleep = () -> {};

        @Override
        public void pause() {
            pauses++;
            if (pauses > NEVER_SO_MANY) {
                throw new AssertionError("Nothing was put, and the consumer looks on: " + pauses
                        + " pauses, where it should sleep after " + LOOKS + ".");
            }
            atPause.run();
        }

        @Override
        public void sleep() {
            sleeps++;
            if (sleeps > NEVER_SO_MANY) {
                throw new AssertionError("The consumer was interrupted, or an item was put, and it calls sleep again: "
                        + sleeps + " times.");
            }
            atSleep.run();
        }

        @Override
        public void wake(Thread sleeper) {
            wakes++;
        }
    }

    private final Script script = new Script();
    private final Inbox<String> inbox = new Inbox<>(LOOKS, script);

    @AfterEach
    void forgetTheInterrupt() {
        Thread.interrupted();
    }

    @Test
    void itLooksAndThenSleepsInEachTakeAnew() throws InterruptedException {
        script.atSleep = () -> inbox.put("item " + script.sleeps);
        for (int take = 1; take <= 3; take++) {
            assertThat(inbox.take()).isEqualTo("item " + take);
            assertThat(script.pauses)
                    .as("Take %d: before it sleeps it should look %d times, with a pause after each.", take, LOOKS)
                    .isEqualTo(take * LOOKS);
            assertThat(script.sleeps).as("It sleeps when it has looked.").isEqualTo(take);
        }
    }

    @Test
    void anItemThatComesWhileItLooksIsTakenWithoutASleep() throws InterruptedException {
        for (int pause = 1; pause <= LOOKS; pause++) {
            int chosen = pause;
            Script one = new Script();
            Inbox<String> fresh = new Inbox<>(LOOKS, one);
            one.atPause = () -> {
                if (one.pauses == chosen) {
                    fresh.put("early");
                }
            };
            one.atSleep = () -> {
                throw new AssertionError(
                        one.pauses < chosen
                                ? "It sleeps after " + one.pauses + " looks; it should look " + LOOKS + " times."
                                : "An item was put during pause " + chosen + " of " + LOOKS
                                        + ", and the consumer sleeps.");
            };
            assertThat(fresh.take()).isEqualTo("early");
            assertThat(one.wakes).as("wake-ups of one that does not sleep").isZero();
        }
    }

    @Test
    void withoutLooksItSleepsAtOnce() throws InterruptedException {
        Inbox<String> tired = new Inbox<>(0, script);
        script.atSleep = () -> tired.put("item");
        assertThat(tired.take()).isEqualTo("item");
        assertThat(script.pauses).isZero();
    }

    @Test
    void onlyWhoSleepsIsWokenAndOnlyOnce() throws InterruptedException {
        inbox.put("before");
        assertThat(inbox.take()).isEqualTo("before");
        assertThat(script.wakes).as("wake-ups before anybody has slept").isZero();
        script.atSleep = () -> {
            inbox.put("first");
            inbox.put("second");
            inbox.put("third");
        };
        assertThat(inbox.take()).isEqualTo("first");
        assertThat(script.wakes)
                .as("wake-ups by three that put while it sleeps")
                .isEqualTo(1);
        inbox.put("fourth");
        assertThat(script.wakes)
                .as("wake-ups, when one more has put and the consumer is awake")
                .isEqualTo(1);
        for (String next : List.of("second", "third", "fourth")) {
            assertThat(inbox.take()).isEqualTo(next);
        }
    }

    /// One was slow between leaving its item and waking. The item was taken meanwhile: here, in the midst of the sleep.
    @Test
    void aWakeUpThatComesTooLateForItsItemIsNotTheLast() throws InterruptedException {
        List<String> early = new ArrayList<>();
        script.atSleep = () -> {
            if (script.sleeps == 1) {
                inbox.put("first");
                early.add(takeNow());
            } else {
                inbox.put("second");
            }
        };
        assertThat(inbox.take()).isEqualTo("second");
        assertThat(early).containsExactly("first");
        assertThat(script.wakes)
                .as("wake-ups: one that came too late for its item, and then another one, for the next item")
                .isEqualTo(2);
    }

    private String takeNow() {
        try {
            return inbox.take();
        } catch (InterruptedException e) {
            throw new AssertionError("Nobody was interrupted.", e);
        }
    }

    @Test
    void aWakeUpWithoutAnItemIsNone() throws InterruptedException {
        script.atSleep = () -> {
            if (script.sleeps == 3) {
                inbox.put("item");
            }
        };
        assertThat(inbox.take()).isEqualTo("item");
        assertThat(script.sleeps).as("sleeps, two of which ended for no reason").isEqualTo(3);
    }

    @Test
    void anInterruptEndsTheWaitAndLosesNothing() throws InterruptedException {
        script.atSleep = () -> Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(inbox::take);
        script.atSleep = () -> {};
        inbox.put("later");
        assertThat(script.wakes)
                .as("wake-ups of one that was interrupted and left")
                .isZero();
        assertThat(inbox.take()).isEqualTo("later");
    }

    @Test
    void manyPutAndOneTakesAll() throws InterruptedException {
        int producers = 3;
        int each = 20_000;
        Inbox<Integer> busy = new Inbox<>(50, new Inbox.Signals() {
            @Override
            public void pause() {
                Thread.yield(); // where there are fewer processors than threads
            }

            @Override
            public void sleep() {
                LockSupport.park();
            }

            @Override
            public void wake(Thread sleeper) {
                LockSupport.unpark(sleeper);
            }
        });
        List<Integer> taken = new ArrayList<>();
        try (Race race = Race.within(Duration.ofSeconds(5))) {
            for (int producer = 0; producer < producers; producer++) {
                int me = producer;
                race.thread("producer " + producer, () -> {
                    for (int i = 0; i < each; i++) {
                        busy.put(i * producers + me);
                    }
                });
            }
            race.thread("consumer", () -> {
                for (int i = 0; i < producers * each; i++) {
                    taken.add(busy.take());
                }
            });
            race.run();
        }
        assertThat(taken).as("items taken").hasSize(producers * each).doesNotHaveDuplicates();
        for (int producer = 0; producer < producers; producer++) {
            int me = producer;
            assertThat(taken.stream().filter(item -> item % producers == me))
                    .as("items of one producer, the oldest first")
                    .isSorted();
        }
    }
}
