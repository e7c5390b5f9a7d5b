package happensbefore.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who meets whom: those that wait in front and those behind them.
@Timeout(60)
class RendezvousTest {
    private static final int CASE = 0;

    private final RendezvousConduit<Integer> conduit = new RendezvousConduit<>(false);

    private List<Ticket> receivers(int number) {
        List<Ticket> waiting = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Ticket ticket = Ticket.ofReceiver(new Waiter(), CASE);
            assertThat(conduit.enlistReceiver(ticket)).isTrue();
            waiting.add(ticket);
        }
        return waiting;
    }

    private List<Ticket> senders(int number) {
        List<Ticket> waiting = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Ticket ticket = Ticket.ofSender(new Waiter(), CASE, i);
            assertThat(conduit.enlistSender(ticket)).isTrue();
            waiting.add(ticket);
        }
        return waiting;
    }

    @Test
    void receiversAreMetInTheOrderInWhichTheyCame() {
        List<Ticket> waiting = receivers(3);
        for (int i = 0; i < 3; i++) {
            assertThat(conduit.trySend(i)).isEqualTo(SendResult.SENT);
            assertThat(waiting.get(i).item).isEqualTo(i);
        }
        assertThat(conduit.trySend(3)).isEqualTo(SendResult.FULL);
    }

    @Test
    void sendersAreMetInTheOrderInWhichTheyCame() {
        List<Ticket> waiting = senders(3);
        for (int i = 0; i < 3; i++) {
            assertThat(conduit.tryReceive()).isEqualTo(i);
            assertThat(waiting.get(i).waiter.isWaiting()).isFalse();
        }
        assertThat(conduit.tryReceive()).isEqualTo(Conduit.Without.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void aReceiverThatHasGivenUpIsPassedOver(int gone) {
        List<Ticket> waiting = receivers(3);
        assertThat(waiting.remove(gone).waiter.cancel()).isEqualTo(Waiter.CANCELLED);
        assertThat(conduit.trySend(7)).isEqualTo(SendResult.SENT);
        assertThat(conduit.trySend(8)).isEqualTo(SendResult.SENT);
        assertThat(conduit.trySend(9)).isEqualTo(SendResult.FULL);
        assertThat(waiting).extracting(ticket -> ticket.item).containsExactly(7, 8);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whatASenderThatHasGivenUpHadIsNotReceived(int gone) {
        List<Ticket> waiting = senders(3);
        assertThat(waiting.remove(gone).waiter.cancel()).isEqualTo(Waiter.CANCELLED);
        List<Object> received = List.of(conduit.tryReceive(), conduit.tryReceive(), conduit.tryReceive());
        assertThat(received).containsExactly(waiting.get(0).item, waiting.get(1).item, Conduit.Without.EMPTY);
    }

    @Test
    void allReceiversAreToldThatNoSenderIsLeft() {
        List<Ticket> waiting = receivers(3);
        conduit.closeForSending();
        assertThat(waiting).noneMatch(ticket -> ticket.waiter.isWaiting());
        assertThat(waiting).allMatch(ticket -> conduit.settleReceiver(ticket) == Conduit.Without.ENDED);
    }

    @Test
    void allSendersAreToldThatNoReceiverIsLeft() {
        List<Ticket> waiting = senders(3);
        conduit.closeForReceiving();
        assertThat(waiting).noneMatch(ticket -> ticket.waiter.isWaiting());
        assertThat(waiting).allMatch(ticket -> conduit.settleSender(ticket) == SendResult.CLOSED);
    }

    @Test
    void aWaiterStaysAtBothEndsAndIsMetByAnother() {
        Waiter both = new Waiter();
        Ticket receives = Ticket.ofReceiver(both, 1);
        assertThat(conduit.enlistSender(Ticket.ofSender(both, 0, 5))).isTrue();
        assertThat(conduit.enlistReceiver(receives)).as("it has not met itself").isTrue();
        assertThat(conduit.tryReceive()).isEqualTo(5);
        assertThat(conduit.trySend(6)).as("it was met already").isEqualTo(SendResult.FULL);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSelectionThatCouldOnlyMeetItselfSleeps(boolean virtual) throws Exception {
        Channel<Integer> channel = Channel.rendezvous();
        try (Aside<Boolean> selecting = Aside.start(virtual, () -> {
            Select select = Select.fair();
            Sending<Integer> send = select.send(channel.sender());
            Receiving<Integer> receive = select.receive(channel.receiver());
            send.offer(1);
            return select.await() == receive;
        })) {
            selecting.awaitBlocked();
            channel.sender().send(2);
            assertThat(selecting.result()).isTrue();
        }
    }
}
