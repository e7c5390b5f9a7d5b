package happensbefore.exercises.mailbox;

import org.jspecify.annotations.Nullable;

/// Letters from any number of threads to one owner, until the mailbox is closed.
public final class Mailbox<E> {
    /// Puts a letter in; any thread.
    ///
    /// @return true when it is in, false when the mailbox is closed
    /// @throws NullPointerException when the letter is null
    public boolean send(E letter) {
        throw new UnsupportedOperationException("send is yours to write");
    }

    /// Takes the oldest letter out; the owner only.
    ///
    /// @return null when there is none now
    public @Nullable E receive() {
        throw new UnsupportedOperationException("receive is yours to write");
    }

    /// Lets no more letters in; any thread.
    public void close() {
        throw new UnsupportedOperationException("close is yours to write");
    }

    /// Whether the mailbox is closed and every letter was received; the owner only.
    public boolean isDrained() {
        throw new UnsupportedOperationException("isDrained is yours to write");
    }
}
