package happensbefore.exercises.lastcard;

import java.util.concurrent.atomic.AtomicInteger;

/// A row of cards. One player, its owner, lays and takes at the back; the others take at the front.
///
/// - Invariant: the cards are those from `front` on and below `back`; `front` never goes back.
/// - Linearizes: a take at the front at its compare-and-set; one at the back at its store of `back`, for the last card at
///   its compare-and-set.
/// - Progress: the owner never waits; a player tries again only when another one got a card.
public final class CardRow {
    private final int[] cards;
    private final AtomicInteger front = new AtomicInteger();
    private final AtomicInteger back = new AtomicInteger();

    /// @param most the most cards that are ever laid
    public CardRow(int most) {
        cards = new int[most];
    }

    /// Lays a card at the back. For the owner only.
    public void lay(int card) {
        int end = back.get();
        cards[end] = card;
        back.set(end + 1);
    }

    /// Takes the card at the back. For the owner only.
    ///
    /// @return the card, or -1 when there is none
    public int takeBack() {
        int last = back.get() - 1;
        int first = front.get();
        if (first < last) {
            back.set(last);
            return cards[last];
        }
        boolean mine = first == last && front.compareAndSet(first, first + 1); // the others are at it too
        back.set(last + 1); // and so is front, or was already
        return mine ? cards[last] : -1;
    }

    /// Takes the card at the front. For any player.
    ///
    /// @return the card, or -1 when there is none
    public int takeFront() {
        while (true) {
            int first = front.get();
            if (first >= back.get()) {
                return -1;
            }
            int card = cards[first];
            if (front.compareAndSet(first, first + 1)) {
                return card;
            }
        }
    }
}
