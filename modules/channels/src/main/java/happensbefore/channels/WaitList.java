package happensbefore.channels;

import org.jspecify.annotations.Nullable;

/// Who waits at one end of a channel, first come first. For the holder of one lock, except [#isEmpty].
final class WaitList {
    private @Nullable Ticket first;
    private @Nullable Ticket last;
    private volatile int size; // written under the lock

    boolean isEmpty() {
        return size == 0;
    }

    void add(Ticket ticket) {
        ticket.listed = true;
        ticket.next = null;
        ticket.previous = last;
        if (last == null) {
            first = ticket;
        } else {
            last.next = ticket;
        }
        last = ticket;
        size = size + 1;
    }

    /// False when it is not there.
    boolean remove(Ticket ticket) {
        if (!ticket.listed) {
            return false;
        }
        ticket.listed = false;
        if (ticket.previous == null) {
            first = ticket.next;
        } else {
            ticket.previous.next = ticket.next;
        }
        if (ticket.next == null) {
            last = ticket.previous;
        } else {
            ticket.next.previous = ticket.previous;
        }
        ticket.previous = null;
        ticket.next = null;
        size = size - 1;
        return true;
    }

    @Nullable
    Ticket poll() {
        Ticket head = first;
        if (head != null) {
            boolean _ = remove(head);
        }
        return head;
    }

    @Nullable
    Ticket peek() {
        return first;
    }
}
