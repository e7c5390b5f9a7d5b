package happensbefore.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import happensbefore.testkit.Crew;
import happensbefore.testkit.Race;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// A selection over channels of any capacity, on threads of either kind.
@ParameterizedClass
@EnumSource(Kind.class)
class SelectTest {
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final Kind kind;

    SelectTest(Kind kind) {
        this.kind = kind;
    }

    @Test
    void receivesFromTheOneThatIsSentTo() throws Exception {
        Channel<Integer> first = kind.make();
        Channel<Integer> second = kind.make();
        StringBuffer seen = new StringBuffer();
        try (Aside<Boolean> selecting = Aside.start(kind.virtual, () -> {
            Select select = Select.fair();
            Receiving<Integer> one = select.receive(first.receiver());
            Receiving<Integer> two = select.receive(second.receiver());
            for (Case ready = select.await(); ready != null; ready = select.await()) {
                seen.append(ready == one ? "one " + one.value() : "two " + two.value())
                        .append(' ');
            }
            return one.isEnded() && two.isEnded();
        })) {
            second.sender().send(2);
            awaitEnd(seen, "two 2 ");
            selecting.awaitBlocked();
            first.sender().send(1);
            awaitEnd(seen, "one 1 ");
            first.sender().close();
            awaitEnd(seen, "one null ");
            selecting.awaitBlocked();
            second.sender().send(3);
            second.sender().close();
            assertThat(selecting.result()).isTrue();
        }
        assertThat(seen).hasToString("two 2 one 1 one null two 3 two null ");
    }

    private static void awaitEnd(StringBuffer seen, String end) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> seen.toString().endsWith(end));
    }

    @Test
    void sendsToTheOneThatHasRoom() throws Exception {
        assumeThat(kind.canBeFull()).isTrue();
        Channel<Integer> first = kind.makeFull();
        Channel<Integer> second = kind.makeFull();
        try (Aside<Boolean> selecting = Aside.start(kind.virtual, () -> {
            Select select = Select.fair();
            Sending<Integer> one = select.send(first.sender());
            Sending<Integer> two = select.send(second.sender());
            one.offer(8);
            two.offer(9);
            Case done = select.await();
            return done == two && two.isSent() && !two.isEnabled() && one.isEnabled();
        })) {
            selecting.awaitBlocked();
            List<Integer> received = new ArrayList<>();
            for (int i = 0; i <= kind.room(); i++) {
                received.add(second.receiver().receive());
            }
            assertThat(selecting.result()).isTrue();
            assertThat(received).endsWith(9);
            assertThat(first.receiver().closeAndDrain()).doesNotContain(8);
        }
    }

    @Test
    void aSendThatNobodyCanReceiveGivesItsValueBack() throws Exception {
        Channel<Integer> channel = kind.makeFull();
        Select select = Select.fair();
        Sending<Integer> send = select.send(channel.sender());
        channel.receiver().close();
        send.offer(9);
        assertThat(select.await()).isSameAs(send);
        assertThat(send.isSent()).isFalse();
        assertThat(send.refused()).isEqualTo(9);
        assertThat(send.isEnabled()).isFalse();
    }

    @Test
    void aSendThatWaitsLearnsThatNobodyReceives() throws Exception {
        assumeThat(kind.canBeFull()).isTrue();
        Channel<Integer> channel = kind.makeFull();
        try (Aside<Optional<Integer>> selecting = Aside.start(kind.virtual, () -> {
            Select select = Select.fair();
            Sending<Integer> send = select.send(channel.sender());
            send.offer(9);
            Case _ = select.await();
            return Optional.ofNullable(send.refused());
        })) {
            selecting.awaitBlocked();
            channel.receiver().close();
            assertThat(selecting.result()).contains(9);
        }
    }

    @Test
    void anOfferCanBeTakenBack() {
        Select select = Select.fair();
        Sending<Integer> send = select.send(kind.make().sender());
        send.offer(1);
        send.offer(2);
        assertThat(send.withdrawOffer()).isEqualTo(2);
        assertThat(select.hasCases()).isFalse();
        assertThat(select.poll()).isNull();
    }

    @Test
    void doesNothingWhenItsTimeIsOver() throws Exception {
        Channel<Integer> channel = kind.makeFull();
        Channel<Integer> empty = kind.make();
        Select select = Select.fair();
        Receiving<Integer> receive = select.receive(empty.receiver());
        if (kind.canBeFull()) {
            select.send(channel.sender()).offer(9);
        }
        assertThat(select.poll()).isNull();
        long start = System.nanoTime();
        assertThat(select.await(Duration.ofMillis(2))).isNull();
        assertThat(System.nanoTime() - start)
                .isGreaterThanOrEqualTo(Duration.ofMillis(2).toNanos());
        assertThat(select.await(Duration.ZERO)).isNull();
        assertThat(receive.value()).isNull();
        assertThat(channel.receiver().closeAndDrain()).doesNotContain(9);
    }

    @Test
    void anInterruptedSelectionDoesNothing() throws Exception {
        Channel<Integer> channel = kind.make();
        try (Aside<Optional<Case>> selecting = Aside.start(kind.virtual, () -> {
            Select select = Select.fair();
            Receiving<Integer> _ = select.receive(channel.receiver());
            return Optional.ofNullable(select.await());
        })) {
            selecting.awaitBlocked().interrupt();
            assertThatExceptionOfType(InterruptedException.class).isThrownBy(selecting::result);
        }
        assertThat(channel.sender().trySend(1)).isEqualTo(kind.room() == 0 ? SendResult.FULL : SendResult.SENT);
        Select select = Select.fair();
        Receiving<Integer> receive = select.receive(channel.receiver());
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(select::await);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(receive.value()).isNull();
    }

    /// A ticket that stays in a channel's list keeps its thread.
    @Test
    void aSelectionThatGaveUpLeavesNothingBehind() throws Exception {
        Channel<Integer> channel = kind.make();
        WeakReference<Thread> interrupted = threadThatGaveUp(channel, true);
        WeakReference<Thread> timedOut = threadThatGaveUp(channel, false);
        await().until(() -> {
            System.gc();
            return interrupted.refersTo(null) && timedOut.refersTo(null);
        });
        channel.sender().close();
    }

    private static WeakReference<Thread> threadThatGaveUp(Channel<Integer> channel, boolean isInterrupted)
            throws InterruptedException {
        Thread thread = new Thread(() -> {
            Select select = Select.fair();
            Receiving<Integer> _ = select.receive(channel.receiver());
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
            try {
                Case _ = select.await(isInterrupted ? Deadline.NEVER : Deadline.inNanos(0), Patience.NONE);
            } catch (InterruptedException e) {
                assertThat(isInterrupted).isTrue();
            }
        });
        thread.start();
        thread.join();
        return new WeakReference<>(thread);
    }

    @Test
    void twoSelectionsMeet() throws Exception {
        Channel<Integer> there = kind.make();
        Channel<Integer> back = kind.make();
        int turns = 500;
        try (Race race = Race.within(BOUND)) {
            add(race, "one", () -> both(there.sender(), back.receiver(), turns));
            add(race, "other", () -> both(back.sender(), there.receiver(), turns));
            race.run();
        }
        assertThat(there.receiver().size()).isZero();
        assertThat(back.receiver().size()).isZero();
    }

    private static void both(Sender<Integer> to, Receiver<Integer> from, int turns) throws InterruptedException {
        Select select = Select.fair();
        Sending<Integer> send = select.send(to);
        Receiving<Integer> receive = select.receive(from);
        int sent = 0;
        int received = 0;
        while (sent < turns || received < turns) {
            if (sent < turns && !send.isEnabled()) {
                send.offer(sent);
            }
            Case done = select.await();
            if (done == send) {
                sent++;
            } else {
                assertThat(receive.value()).isEqualTo(received++);
                if (received == turns) {
                    receive.disable();
                }
            }
        }
    }

    @Test
    void aSelectionDoesNotMeetItself() throws Exception {
        Channel<Integer> channel = Channel.rendezvous();
        Select select = Select.fair();
        Sending<Integer> send = select.send(channel.sender());
        Receiving<Integer> _ = select.receive(channel.receiver());
        send.offer(1);
        assertThat(select.await(Duration.ofMillis(2))).isNull();
        try (Aside<Optional<Integer>> receiver = Aside.receive(kind.virtual, channel.receiver())) {
            assertThat(select.await()).isSameAs(send);
            assertThat(receiver.result()).contains(1);
        }
    }

    /// Senders and receivers that select, time out and come back: no value is lost or comes twice, and all
    /// end.
    @Test
    void manySelectionsLoseAndDoubleNothing() throws Exception {
        int each = 2000;
        List<Channel<Integer>> channels = List.of(kind.make(), kind.make(), kind.make());
        Queue<Integer> received = new ConcurrentLinkedQueue<>();
        try (Race race = Race.within(BOUND)) {
            for (int i = 0; i < 3; i++) {
                int first = i * each;
                List<Sender<Integer>> senders = channels.stream()
                        .map(channel -> channel.sender().copy())
                        .toList();
                List<Receiver<Integer>> receivers = channels.stream()
                        .map(channel -> channel.receiver().copy())
                        .toList();
                add(race, "sender " + i, () -> {
                    sendToAny(senders, first, first + each);
                    senders.forEach(Sender::close);
                });
                add(race, "receiver " + i, () -> receiveFromAny(receivers, received));
            }
            channels.forEach(channel -> channel.sender().close());
            race.run();
        }
        assertThat(received)
                .hasSize(3 * each)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 3 * each).boxed().toList());
    }

    private static void sendToAny(List<Sender<Integer>> senders, int from, int to) throws InterruptedException {
        Select select = Select.fair();
        List<Sending<Integer>> sends = senders.stream().map(select::send).toList();
        for (int value = from; value < to; value++) {
            for (Sending<Integer> send : sends) {
                send.offer(value);
            }
            Duration time = value % 3 == 0 ? BOUND : Duration.ofNanos(1000L * (value % 50));
            while (select.await(time) == null) {
                Thread.yield();
            }
        }
    }

    private static void receiveFromAny(List<Receiver<Integer>> receivers, Queue<Integer> received)
            throws InterruptedException {
        Select select = Select.fair();
        List<Receiving<Integer>> all = receivers.stream().map(select::receive).toList();
        for (int turn = 0; select.hasCases(); turn++) {
            Duration time = turn % 3 == 0 ? BOUND : Duration.ofNanos(1000L * (turn % 50));
            Case ready = select.await(time);
            for (Receiving<Integer> one : all) {
                Integer value = one == ready ? one.value() : null;
                if (value != null) {
                    received.add(value);
                }
            }
        }
    }

    private void add(Race race, String name, Crew.Work work) {
        Race _ = kind.virtual ? race.virtualThread(name, work) : race.thread(name, work);
    }
}
