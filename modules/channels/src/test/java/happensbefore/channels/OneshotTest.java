package happensbefore.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.channels.Oneshot.ReceiverGoneException;
import happensbefore.channels.Oneshot.SenderGoneException;
import happensbefore.testkit.Race;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class OneshotTest {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final Oneshot<String> oneshot = new Oneshot<>();
    private final Oneshot<String>.Sender sender = oneshot.sender();
    private final Oneshot<String>.Receiver receiver = oneshot.receiver();

    @Test
    void theValueIsReceivedOnce() throws Exception {
        sender.send("reply");
        assertThat(receiver.receive()).isEqualTo("reply");
        assertThatThrownBy(receiver::receive)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("received before");
        assertThatThrownBy(receiver::tryReceive).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nothingIsThereBeforeItIsSent() throws Exception {
        assertThat(receiver.tryReceive()).isEmpty();
        sender.send("reply");
        assertThat(receiver.tryReceive()).hasValue("reply");
    }

    @ParameterizedTest
    @EnumSource
    void aReceiverWaitsUntilTheValueComes(ThreadKind kind) throws Exception {
        AtomicReference<Thread> waiting = new AtomicReference<>();
        AtomicReference<String> received = new AtomicReference<>();
        try (Race race = Race.within(BOUND)) {
            kind.add(race, "receiver", () -> {
                waiting.set(Thread.currentThread());
                received.set(receiver.receive());
            });
            kind.add(race, "sender", () -> {
                ThreadKind.awaitParked(waiting);
                sender.send("reply");
            });
            race.run();
        }
        assertThat(received).hasValue("reply");
    }

    @ParameterizedTest
    @EnumSource
    void noWakeUpIsLostInALongPingPong(ThreadKind kind) throws Exception {
        int rounds = 10_000;
        List<Oneshot<Integer>> pings =
                Stream.generate(Oneshot<Integer>::new).limit(rounds).toList();
        List<Oneshot<Integer>> pongs =
                Stream.generate(Oneshot<Integer>::new).limit(rounds).toList();
        try (Race race = Race.within(BOUND)) {
            kind.add(race, "pong", () -> {
                for (int i = 0; i < rounds; i++) {
                    assertThat(pings.get(i).receiver().receive()).isEqualTo(i);
                    pongs.get(i).sender().send(i);
                }
            });
            kind.add(race, "ping", () -> {
                for (int i = 0; i < rounds; i++) {
                    pings.get(i).sender().send(i);
                    assertThat(pongs.get(i).receiver().receive()).isEqualTo(i);
                }
            });
            race.run();
        }
    }

    @Test
    void aSenderThatClosesWithoutSendingTellsTheReceiver() {
        sender.close();
        assertThatThrownBy(receiver::receive).isInstanceOf(SenderGoneException.class);
        assertThatThrownBy(() -> receiver.receive(BOUND)).isInstanceOf(SenderGoneException.class);
        assertThatThrownBy(receiver::tryReceive).isInstanceOf(SenderGoneException.class);
        assertThatThrownBy(() -> sender.send("reply")).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @EnumSource
    void aSenderThatClosesWakesTheReceiver(ThreadKind kind) throws Exception {
        AtomicReference<Thread> waiting = new AtomicReference<>();
        try (Race race = Race.within(BOUND)) {
            kind.add(race, "receiver", () -> {
                waiting.set(Thread.currentThread());
                assertThatThrownBy(receiver::receive).isInstanceOf(SenderGoneException.class);
            });
            kind.add(race, "sender", () -> {
                ThreadKind.awaitParked(waiting);
                sender.close();
            });
            race.run();
        }
    }

    @Test
    void whatWasSentIsReceivedAfterTheSenderHasClosed() throws Exception {
        sender.send("reply");
        sender.close();
        assertThat(receiver.receive()).isEqualTo("reply");
    }

    @Test
    void anErrorIsReceivedInsteadOfAValue() {
        assertThat(sender.fail(new IOException("refused"))).isTrue();
        assertThatThrownBy(receiver::receive)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("refused");
        assertThatThrownBy(receiver::tryReceive).isInstanceOf(ExecutionException.class);
    }

    @Test
    void onlyOneThingIsSent() throws Exception {
        sender.send("reply");
        assertThatThrownBy(() -> sender.send("another")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> sender.fail(new IOException())).isInstanceOf(IllegalStateException.class);
        assertThat(receiver.receive()).isEqualTo("reply");
    }

    @Test
    void aSendToAReceiverThatHasGoneReturnsTheValueInTheError() {
        assertThat(sender.isReceiverGone()).isFalse();
        receiver.close();
        assertThat(sender.isReceiverGone()).isTrue();
        assertThatThrownBy(() -> sender.send("reply"))
                .isInstanceOfSatisfying(
                        ReceiverGoneException.class,
                        gone -> assertThat(gone.value()).isEqualTo("reply"));
        assertThat(sender.fail(new IOException())).isFalse();
        sender.close();
        assertThat(sender.isReceiverGone()).isTrue();
    }

    @Test
    void aReceiverThatGoesTakesAValueThatWasSentWithIt() throws Exception {
        sender.send("reply");
        assertThat(receiver.closeAndGet()).hasValue("reply");
        assertThat(receiver.closeAndGet()).isEmpty();
        assertThatThrownBy(receiver::receive)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void aWaitIsNeverShorterThanAsked() {
        long start = System.nanoTime();
        Duration asked = Duration.ofMillis(20);
        assertThatThrownBy(() -> receiver.receive(asked)).isInstanceOf(TimeoutException.class);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(asked.toNanos());
    }

    @Test
    void aValueThatComesAfterTheTimeIsStillReceived() throws Exception {
        assertThatThrownBy(() -> receiver.receive(MOMENT)).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> receiver.receive(Duration.ZERO)).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> receiver.receive(Duration.ofSeconds(-1))).isInstanceOf(TimeoutException.class);
        sender.send("reply");
        assertThat(receiver.receive(Duration.ZERO)).isEqualTo("reply");
    }

    @Test
    void theLongestTimeIsNoOverflow() throws Exception {
        sender.send("reply");
        assertThat(receiver.receive(Duration.ofSeconds(Long.MAX_VALUE))).isEqualTo("reply");
    }

    @ParameterizedTest
    @EnumSource
    void anInterruptEndsAWaitAndAnotherMayWaitAfterIt(ThreadKind kind) throws Exception {
        AtomicReference<Thread> waiting = new AtomicReference<>();
        try (Race race = Race.within(BOUND)) {
            kind.add(race, "receiver", () -> {
                waiting.set(Thread.currentThread());
                assertThatThrownBy(receiver::receive).isInstanceOf(InterruptedException.class);
                sender.send("reply");
                assertThat(receiver.receive()).isEqualTo("reply");
            });
            kind.add(race, "interrupts", () -> {
                ThreadKind.awaitParked(waiting);
                waiting.get().interrupt();
            });
            race.run();
        }
    }

    @Test
    void aValueThatIsThereIsReceivedByAnInterruptedThreadWhichStaysInterrupted() throws Exception {
        sender.send("reply");
        Thread.currentThread().interrupt();
        assertThat(receiver.receive()).isEqualTo("reply");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anInterruptedThreadDoesNotBeginToWait() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(receiver::receive).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }

    @Test
    void aSecondThreadThatWaitsIsRefused() throws Exception {
        AtomicReference<Thread> waiting = new AtomicReference<>();
        try (Race race = Race.within(BOUND)) {
            race.thread("receiver", () -> {
                waiting.set(Thread.currentThread());
                assertThat(receiver.receive()).isEqualTo("reply");
            });
            race.thread("another", () -> {
                ThreadKind.awaitParked(waiting);
                assertThatThrownBy(receiver::receive)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("another thread waits");
                sender.send("reply");
            });
            race.run();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aWakeUpForNothingDoesNotEndTheWait(ThreadKind kind) throws Exception {
        AtomicReference<Thread> waiting = new AtomicReference<>();
        AtomicReference<String> received = new AtomicReference<>();
        try (Race race = Race.within(BOUND)) {
            kind.add(race, "receiver", () -> {
                waiting.set(Thread.currentThread());
                received.set(receiver.receive());
            });
            kind.add(race, "sender", () -> {
                for (int i = 0; i < 3; i++) {
                    ThreadKind.awaitParked(waiting);
                    LockSupport.unpark(waiting.get());
                }
                ThreadKind.awaitParked(waiting);
                sender.send("reply");
            });
            race.run();
        }
        assertThat(received).hasValue("reply");
    }
}
