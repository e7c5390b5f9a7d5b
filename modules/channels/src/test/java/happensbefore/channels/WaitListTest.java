package happensbefore.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WaitListTest {
    private final WaitList list = new WaitList();

    private static Ticket ticket() {
        return Ticket.ofReceiver(new Waiter(), 0);
    }

    private List<Ticket> added(int number) {
        List<Ticket> tickets = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Ticket next = ticket();
            list.add(next);
            tickets.add(next);
        }
        return tickets;
    }

    private List<Ticket> polled() {
        List<Ticket> tickets = new ArrayList<>();
        for (Ticket next = list.poll(); next != null; next = list.poll()) {
            tickets.add(next);
            assertThat(tickets.size()).as("polled, from a list that has an end").isLessThan(5000);
        }
        assertThat(list.isEmpty()).isTrue();
        return tickets;
    }

    @Test
    void theFirstToComeIsTheFirstToGo() {
        List<Ticket> tickets = added(3);
        assertThat(list.isEmpty()).isFalse();
        assertThat(list.peek()).isSameAs(tickets.getFirst());
        assertThat(polled()).isEqualTo(tickets);
        assertThat(list.peek()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void whoeverLeavesLeavesTheOthersInTheirOrder(int place) {
        List<Ticket> tickets = added(3);
        assertThat(list.remove(tickets.get(place))).isTrue();
        assertThat(list.remove(tickets.get(place))).isFalse();
        Ticket late = ticket();
        list.add(late);
        tickets.remove(place);
        tickets.add(late);
        assertThat(polled()).isEqualTo(tickets);
    }

    @Test
    void whoHasGoneOrNeverCameCannotLeave() {
        Ticket gone = added(1).getFirst();
        assertThat(list.poll()).isSameAs(gone);
        assertThat(list.remove(gone)).isFalse();
        assertThat(list.remove(ticket())).isFalse();
        assertThat(list.isEmpty()).isTrue();
    }

    @Test
    void whoHasGoneKeepsNobodyReachable() {
        List<Ticket> tickets = added(3);
        assertThat(list.remove(tickets.get(1))).isTrue();
        assertThat(tickets.get(1).next).isNull();
        assertThat(tickets.get(1).previous).isNull();
        assertThat(polled()).hasSize(2);
        assertThat(tickets).allMatch(ticket -> ticket.next == null && ticket.previous == null);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void isAQueueFromWhichAnybodyMayLeave(long seed) {
        Random random = new Random(seed);
        Deque<Ticket> model = new ArrayDeque<>();
        List<Ticket> all = new ArrayList<>();
        for (int step = 0; step < 2000; step++) {
            int choice = random.nextInt(3);
            if (choice == 0) {
                assertThat(list.poll()).isSameAs(model.poll());
            } else if (choice == 1 && !all.isEmpty()) {
                Ticket any = all.get(random.nextInt(all.size()));
                assertThat(list.remove(any)).isEqualTo(model.remove(any));
            } else {
                Ticket next = ticket();
                list.add(next);
                model.add(next);
                all.add(next);
            }
            assertThat(list.isEmpty()).isEqualTo(model.isEmpty());
            assertThat(list.peek()).isSameAs(model.peek());
        }
        assertThat(polled()).isEqualTo(List.copyOf(model));
    }
}
