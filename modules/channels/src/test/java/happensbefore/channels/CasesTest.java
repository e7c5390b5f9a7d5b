package happensbefore.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import happensbefore.channels.Received.Ended;
import happensbefore.channels.Received.Value;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Closing, draining and selecting, case by case: the rows of the chapter's table, which compares each with
/// Go and crossbeam.
class CasesTest {
    private final Channel<Integer> one = Channel.bounded(2);
    private final Channel<Integer> two = Channel.bounded(2);

    private void fill() throws InterruptedException {
        one.sender().send(1);
        one.sender().send(2);
    }

    @Test
    void sendToAFullChannelWaits() throws Exception {
        fill();
        try (Aside<SendResult> waiting = Aside.start(true, () -> {
            one.sender().send(3);
            return SendResult.SENT;
        })) {
            waiting.awaitBlocked();
            assertThat(one.receiver().receive()).isEqualTo(1);
            assertThat(waiting.result()).isEqualTo(SendResult.SENT);
        }
        assertThat(one.receiver().closeAndDrain()).containsExactly(2, 3);
    }

    @Test
    void sendToAFullChannelWithATimeout() throws Exception {
        fill();
        assertThat(one.sender().send(3, Duration.ofMillis(1))).isEqualTo(SendResult.FULL);
        assertThat(one.receiver().closeAndDrain()).containsExactly(1, 2);
    }

    @Test
    void sendToAFullChannelWithoutWaiting() throws Exception {
        fill();
        assertThat(one.sender().trySend(3)).isEqualTo(SendResult.FULL);
        assertThat(one.receiver().closeAndDrain()).containsExactly(1, 2);
    }

    @Test
    void sendToAFullChannelInPlaceOfTheOldest() throws Exception {
        fill();
        int dropped = 0;
        while (one.sender().trySend(3) == SendResult.FULL) {
            dropped += one.receiver().tryReceive() instanceof Value<Integer> ? 1 : 0;
        }
        assertThat(dropped).isEqualTo(1);
        assertThat(one.receiver().closeAndDrain()).containsExactly(2, 3);
    }

    @Test
    void receiveFromAClosedChannelThatHoldsValues() throws Exception {
        one.sender().send(1);
        one.sender().close();
        assertThat(one.receiver().receive()).isEqualTo(1);
        assertThat(one.receiver().receive()).isNull();
    }

    @Test
    void receiveFromAClosedAndDrainedChannel() throws Exception {
        one.sender().close();
        assertThat(one.receiver().receive()).isNull();
        assertThat(one.receiver().tryReceive()).isEqualTo(new Ended<>());
    }

    @Test
    void receiveThatWaitsWhenTheChannelIsClosed() throws Exception {
        try (Aside<Optional<Integer>> waiting = Aside.receive(true, one.receiver())) {
            waiting.awaitBlocked();
            one.sender().close();
            assertThat(waiting.result()).isEmpty();
        }
    }

    @Test
    void sendThatNobodyCanReceive() {
        one.receiver().close();
        assertThatExceptionOfType(ChannelClosedException.class)
                .isThrownBy(() -> one.sender().send(1))
                .extracting(ChannelClosedException::value)
                .isEqualTo(1);
    }

    @Test
    void sendThatWaitsWhenTheLastReceiverGoes() throws Exception {
        one.sender().send(1);
        one.sender().send(2);
        try (Aside<SendResult> waiting = Aside.start(true, () -> one.sender().send(3, Duration.ofMinutes(1)))) {
            waiting.awaitBlocked();
            assertThat(one.receiver().closeAndDrain()).containsExactly(1, 2);
            assertThat(waiting.result()).isEqualTo(SendResult.CLOSED);
        }
    }

    @Test
    void closeTwice() {
        Sender<Integer> copy = one.sender().copy();
        one.sender().close();
        one.sender().close();
        assertThat(copy.trySend(1)).isEqualTo(SendResult.SENT);
    }

    @Test
    void selectReceiveFromAClosedChannel() throws Exception {
        one.sender().close();
        Select select = Select.fair();
        Receiving<Integer> closed = select.receive(one.receiver());
        assertThat(select.await()).isSameAs(closed);
        assertThat(closed.isEnded()).isTrue();
        assertThat(closed.value()).isNull();
        assertThat(select.await()).as("told once").isNull();
        closed.enable();
        assertThat(select.await()).as("asked again").isSameAs(closed);
    }

    @Test
    void selectReceiveFromAClosedChannelThatHoldsValues() throws Exception {
        one.sender().send(1);
        one.sender().close();
        Select select = Select.fair();
        Receiving<Integer> closed = select.receive(one.receiver());
        assertThat(select.await()).isSameAs(closed);
        assertThat(closed.value()).isEqualTo(1);
        assertThat(closed.isEnded()).isFalse();
        assertThat(select.await()).isSameAs(closed);
        assertThat(closed.isEnded()).isTrue();
    }

    @Test
    void selectSendThatNobodyCanReceive() throws Exception {
        one.receiver().close();
        Select select = Select.fair();
        Sending<Integer> send = select.send(one.sender());
        send.offer(1);
        assertThat(select.await()).isSameAs(send);
        assertThat(send.isSent()).isFalse();
        assertThat(send.refused()).isEqualTo(1);
    }

    @Test
    void selectWithACaseThatIsAbsent() throws Exception {
        one.sender().send(1);
        two.sender().send(2);
        Select select = Select.biased();
        Receiving<Integer> absent = select.receive(one.receiver());
        Receiving<Integer> present = select.receive(two.receiver());
        absent.disable();
        assertThat(select.await()).isSameAs(present);
        assertThat(select.poll()).isNull();
        assertThat(one.receiver().tryReceive()).isEqualTo(new Value<>(1));
    }

    @Test
    void selectWithNoCaseAtAll() throws Exception {
        Select select = Select.fair();
        assertThat(select.await()).isNull();
        assertThat(select.hasCases()).isFalse();
    }

    @Test
    void selectWithOneReady() throws Exception {
        two.sender().send(2);
        Select select = Select.fair();
        Receiving<Integer> _ = select.receive(one.receiver());
        Receiving<Integer> ready = select.receive(two.receiver());
        assertThat(select.await()).isSameAs(ready);
        assertThat(ready.value()).isEqualTo(2);
    }

    @Test
    void selectWithBothReadyIsFair() throws Exception {
        assertThat(timesTheFirstIsChosen(Select.fair())).isBetween(300, 700);
    }

    @Test
    void selectWithBothReadyAndABias() throws Exception {
        assertThat(timesTheFirstIsChosen(Select.biased())).isEqualTo(1000);
    }

    private int timesTheFirstIsChosen(Select select) throws InterruptedException {
        Receiving<Integer> first = select.receive(one.receiver());
        Receiving<Integer> _ = select.receive(two.receiver());
        int times = 0;
        for (int i = 0; i < 1000; i++) {
            SendResult _ = one.sender().trySend(1);
            SendResult _ = two.sender().trySend(2);
            times += select.await() == first ? 1 : 0;
        }
        return times;
    }

    @Test
    void selectWithADefault() {
        Select select = Select.fair();
        Receiving<Integer> _ = select.receive(one.receiver());
        assertThat(select.poll()).isNull();
    }

    @Test
    void selectWithATimeout() throws Exception {
        Select select = Select.fair();
        Receiving<Integer> _ = select.receive(one.receiver());
        assertThat(select.await(Duration.ofMillis(1))).isNull();
        assertThat(select.hasCases()).isTrue();
    }

    @Test
    void selectThatSendsAndReceivesOnOneRendezvous() throws Exception {
        Channel<Integer> channel = Channel.rendezvous();
        Select select = Select.fair();
        Sending<Integer> send = select.send(channel.sender());
        Receiving<Integer> _ = select.receive(channel.receiver());
        send.offer(1);
        assertThat(select.await(Duration.ofMillis(1))).isNull();
    }
}
