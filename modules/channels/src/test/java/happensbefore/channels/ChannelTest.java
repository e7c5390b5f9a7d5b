package happensbefore.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assumptions.assumeThat;

import happensbefore.channels.Received.Ended;
import happensbefore.channels.Received.Nothing;
import happensbefore.channels.Received.Value;
import happensbefore.testkit.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What holds for a channel of any capacity, on threads of either kind.
@ParameterizedClass
@EnumSource(Kind.class)
class ChannelTest {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final Duration MOMENT = Duration.ofMillis(2);

    private final Kind kind;

    ChannelTest(Kind kind) {
        this.kind = kind;
    }

    private static <R> List<R> results(List<Aside<R>> calls) throws Exception {
        List<R> results = new ArrayList<>();
        for (Aside<R> call : calls) {
            results.add(call.result());
        }
        return results;
    }

    @Test
    void valuesArriveInTheOrderOfOneSenderAndThenTheEnd() throws Exception {
        Channel<Integer> channel = kind.make();
        try (Aside<List<Integer>> receiver = Aside.start(kind.virtual, () -> all(channel.receiver()))) {
            for (int i = 0; i < 1000; i++) {
                channel.sender().send(i);
            }
            channel.sender().close();
            assertThat(receiver.result())
                    .containsExactlyElementsOf(IntStream.range(0, 1000).boxed().toList());
        }
    }

    private static List<Integer> all(Receiver<Integer> receiver) throws InterruptedException {
        List<Integer> all = new ArrayList<>();
        for (Integer value = receiver.receive(); value != null; value = receiver.receive()) {
            all.add(value);
        }
        return all;
    }

    @Test
    void whatDoesNotWaitSaysWhy() {
        Channel<Integer> channel = kind.makeFull();
        if (kind.canBeFull()) {
            assertThat(channel.sender().trySend(9)).isEqualTo(SendResult.FULL);
        }
        for (int i = 0; i < kind.room(); i++) {
            assertThat(channel.receiver().tryReceive()).isEqualTo(new Value<>(i));
        }
        assertThat(channel.receiver().tryReceive()).isEqualTo(new Nothing<>());
        channel.sender().close();
        assertThat(channel.receiver().tryReceive()).isEqualTo(new Ended<>());
    }

    @Test
    void aReceiverThatWaitsIsGivenWhatIsSent() throws Exception {
        Channel<Integer> channel = kind.make();
        try (Aside<Optional<Integer>> receiver = Aside.receive(kind.virtual, channel.receiver())) {
            receiver.awaitBlocked();
            channel.sender().send(7);
            assertThat(receiver.result()).contains(7);
        }
    }

    @Test
    void aSenderThatWaitsGoesOnWhenThereIsRoom() throws Exception {
        assumeThat(kind.canBeFull()).isTrue();
        Channel<Integer> channel = kind.makeFull();
        try (Aside<SendResult> sender = Aside.start(kind.virtual, () -> {
            channel.sender().send(9);
            return SendResult.SENT;
        })) {
            sender.awaitBlocked();
            for (int i = 0; i < kind.room(); i++) {
                assertThat(channel.receiver().receive()).isEqualTo(i);
            }
            assertThat(channel.receiver().receive()).isEqualTo(9);
            assertThat(sender.result()).isEqualTo(SendResult.SENT);
        }
    }

    @Test
    void allThatWaitSeeTheEnd() throws Exception {
        Channel<Integer> channel = kind.make();
        List<Aside<Optional<Integer>>> receivers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            receivers.add(Aside.receive(kind.virtual, channel.receiver()));
        }
        receivers.forEach(Aside::awaitBlocked);
        channel.sender().close();
        assertThat(results(receivers)).containsOnly(Optional.empty());
    }

    @Test
    void allThatWaitLearnThatNobodyReceives() throws Exception {
        assumeThat(kind.canBeFull()).isTrue();
        Channel<Integer> channel = kind.makeFull();
        List<Aside<SendResult>> senders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            senders.add(Aside.start(kind.virtual, () -> channel.sender().send(9, BOUND)));
        }
        senders.forEach(Aside::awaitBlocked);
        List<Integer> left = channel.receiver().closeAndDrain();
        assertThat(results(senders)).containsOnly(SendResult.CLOSED);
        assertThat(left).isEqualTo(IntStream.range(0, kind.room()).boxed().toList());
    }

    @Test
    void aSendToNobodyFailsWithItsValue() {
        Channel<Integer> channel = kind.make();
        channel.receiver().close();
        assertThat(channel.sender().trySend(1)).isEqualTo(SendResult.CLOSED);
        assertThatExceptionOfType(ChannelClosedException.class)
                .isThrownBy(() -> channel.sender().send(42))
                .extracting(ChannelClosedException::value)
                .isEqualTo(42);
    }

    @Test
    void onlyTheLastSenderEndsTheStream() throws Exception {
        Channel<Integer> channel = kind.make();
        Sender<Integer> other = channel.sender().copy();
        Sender<Integer> third = other.copy();
        channel.sender().close();
        channel.sender().close();
        third.close();
        assertThat(channel.receiver().tryReceive()).isEqualTo(new Nothing<>());
        other.close();
        assertThat(channel.receiver().receive()).isNull();
        assertThatIllegalStateException().isThrownBy(other::copy);
        assertThatIllegalStateException().isThrownBy(() -> other.trySend(1));
        assertThatIllegalStateException().isThrownBy(() -> other.send(1)).withMessage("this sender is closed");
    }

    @Test
    void onlyTheLastReceiverRefusesSends() {
        Channel<Integer> channel = kind.makeFull();
        Receiver<Integer> other = channel.receiver().copy();
        assertThat(channel.receiver().closeAndDrain()).isEmpty();
        channel.receiver().close();
        assertThat(channel.sender().trySend(9)).isNotEqualTo(SendResult.CLOSED);
        other.close();
        assertThat(channel.sender().trySend(9)).isEqualTo(SendResult.CLOSED);
        assertThatIllegalStateException().isThrownBy(other::copy);
        assertThatIllegalStateException().isThrownBy(other::tryReceive).withMessage("this receiver is closed");
    }

    @Test
    void aReceiveEndsInTimeWithNothing() throws Exception {
        Channel<Integer> channel = kind.make();
        long start = System.nanoTime();
        assertThat(channel.receiver().receive(MOMENT)).isEqualTo(new Nothing<>());
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MOMENT.toNanos());
        assertThat(channel.receiver().receive(Duration.ZERO)).isEqualTo(new Nothing<>());
        assertThat(channel.receiver().receive(Duration.ofSeconds(-1))).isEqualTo(new Nothing<>());
    }

    @Test
    void aSendEndsInTimeAndWasNotSent() throws Exception {
        assumeThat(kind.canBeFull()).isTrue();
        Channel<Integer> channel = kind.makeFull();
        long start = System.nanoTime();
        assertThat(channel.sender().send(9, MOMENT)).isEqualTo(SendResult.FULL);
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(MOMENT.toNanos());
        assertThat(channel.sender().send(9, Duration.ZERO)).isEqualTo(SendResult.FULL);
        assertThat(channel.receiver().closeAndDrain()).doesNotContain(9);
    }

    @Test
    void aTimeWithoutBoundIsNoTrouble() throws Exception {
        Channel<Integer> channel = kind.make();
        Duration age = Duration.ofSeconds(Long.MAX_VALUE);
        try (Aside<Received<Integer>> receiver =
                Aside.start(kind.virtual, () -> channel.receiver().receive(age))) {
            receiver.awaitBlocked();
            assertThat(channel.sender().send(1, age)).isEqualTo(SendResult.SENT);
            assertThat(receiver.result()).isEqualTo(new Value<>(1));
        }
    }

    @Test
    void anInterruptedReceiveTakesNothing() throws Exception {
        Channel<Integer> channel = kind.make();
        try (Aside<Optional<Integer>> receiver = Aside.receive(kind.virtual, channel.receiver())) {
            receiver.awaitBlocked().interrupt();
            assertThatExceptionOfType(InterruptedException.class).isThrownBy(receiver::result);
        }
        assertThat(channel.sender().trySend(1)).isEqualTo(kind.room() == 0 ? SendResult.FULL : SendResult.SENT);
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(channel.receiver()::receive);
        assertThat(Thread.interrupted()).isFalse();
        assertThat(channel.receiver().tryReceive()).isEqualTo(kind.room() == 0 ? new Nothing<>() : new Value<>(1));
    }

    @Test
    void anInterruptedSendSendsNothing() throws Exception {
        Channel<Integer> channel = kind.makeFull();
        if (kind.canBeFull()) {
            try (Aside<SendResult> sender =
                    Aside.start(kind.virtual, () -> channel.sender().send(9, BOUND))) {
                sender.awaitBlocked().interrupt();
                assertThatExceptionOfType(InterruptedException.class).isThrownBy(sender::result);
            }
        }
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class)
                .isThrownBy(() -> channel.sender().send(9));
        assertThat(Thread.interrupted()).isFalse();
        assertThat(channel.receiver().closeAndDrain()).doesNotContain(9);
    }

    @Test
    void nullCannotBeSent() {
        Channel<Integer> channel = kind.make();
        assertThatNullPointerException().isThrownBy(() -> channel.sender().trySend(nothing()));
        assertThatNullPointerException().isThrownBy(() -> channel.sender().send(nothing()));
    }

    @SuppressWarnings("NullAway") // what a caller without a checker can pass
    private static Integer nothing() {
        return null;
    }

    /// Three on each side, and each receiver leaves now and then: no value is lost, none comes twice, all
    /// end.
    @Test
    void manySendersAndReceiversLoseAndDoubleNothing() throws Exception {
        int each = 3000;
        Channel<Integer> channel = kind.make();
        Queue<Integer> received = new ConcurrentLinkedQueue<>();
        try (Race race = Race.within(BOUND)) {
            for (int i = 0; i < 3; i++) {
                int first = i * each;
                Sender<Integer> sender = channel.sender().copy();
                Receiver<Integer> receiver = channel.receiver().copy();
                add(race, "sender " + i, () -> {
                    try (sender) {
                        sendPatientlyOrNot(sender, first, first + each);
                    }
                });
                add(race, "receiver " + i, () -> {
                    try (receiver) {
                        receivePatientlyOrNot(receiver, received);
                    }
                });
            }
            channel.sender().close();
            channel.receiver().close();
            race.run();
        }
        assertThat(received)
                .hasSize(3 * each)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 3 * each).boxed().toList());
    }

    private static void sendPatientlyOrNot(Sender<Integer> sender, int from, int to) throws InterruptedException {
        for (int value = from; value < to; value++) {
            if (value % 3 == 0) {
                sender.send(value);
            } else {
                while (sender.send(value, Duration.ofNanos(1000L * (value % 50))) != SendResult.SENT) {
                    Thread.yield();
                }
            }
        }
    }

    private static void receivePatientlyOrNot(Receiver<Integer> receiver, Queue<Integer> received)
            throws InterruptedException {
        for (int turn = 0; ; turn++) {
            if (turn % 3 == 0) {
                Integer value = receiver.receive();
                if (value == null) {
                    return;
                }
                received.add(value);
            } else {
                switch (receiver.receive(Duration.ofNanos(1000L * (turn % 50)))) {
                    case Value<Integer>(Integer value) -> received.add(value);
                    case Nothing<Integer> _ -> Thread.yield();
                    case Ended<Integer> _ -> {
                        return;
                    }
                }
            }
        }
    }

    /// Interrupts rain on both sides while values pass: each call either did its work or said that it did
    /// not.
    @Test
    void interruptsNeitherLoseNorDoubleAValue() throws Exception {
        int values = 3000;
        Channel<Integer> channel = kind.make();
        AtomicLong sum = new AtomicLong();
        List<Thread> targets = new ArrayList<>();
        try (Race race = Race.within(BOUND)) {
            add(race, "sender", () -> {
                synchronized (targets) {
                    targets.add(Thread.currentThread());
                }
                for (int value = 1; value <= values; ) {
                    try {
                        channel.sender().send(value);
                        value++;
                    } catch (InterruptedException e) {
                        Thread.yield(); // not sent: the same again
                    }
                }
                closeThrough(channel.sender());
            });
            add(race, "receiver", () -> {
                synchronized (targets) {
                    targets.add(Thread.currentThread());
                }
                while (true) {
                    try {
                        Integer value = channel.receiver().receive();
                        if (value == null) {
                            return;
                        }
                        sum.addAndGet(value);
                    } catch (InterruptedException e) {
                        Thread.yield();
                    }
                }
            });
            race.thread("interrupts", () -> {
                for (int i = 0; i < 2000; i++) {
                    synchronized (targets) {
                        targets.forEach(Thread::interrupt);
                    }
                    Thread.yield();
                }
            });
            race.run();
        }
        assertThat(sum.get()).isEqualTo(values * (values + 1L) / 2);
    }

    private static void closeThrough(Sender<Integer> sender) {
        sender.close();
    }

    private void add(Race race, String name, happensbefore.testkit.Crew.Work work) {
        Race _ = kind.virtual ? race.virtualThread(name, work) : race.thread(name, work);
    }
}
