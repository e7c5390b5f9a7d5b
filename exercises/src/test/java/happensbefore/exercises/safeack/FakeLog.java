package happensbefore.exercises.safeack;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// A log whose syncs end when the test says so, and that knows what is on the disk.
final class FakeLog implements GroupCommit.Log<String> {
    private record Sync(List<String> covers, CompletableFuture<Boolean> end) {}

    private final List<String> written = new ArrayList<>();
    private final List<String> safe = new ArrayList<>();
    private final Deque<Sync> running = new ArrayDeque<>();
    private int begun;
    private int atOnce;

    @Override
    public synchronized void write(String record) {
        written.add(record);
    }

    @Override
    public synchronized CompletableFuture<Boolean> sync() {
        Sync sync = new Sync(List.copyOf(written), new CompletableFuture<>());
        running.add(sync);
        begun++;
        atOnce = Math.max(atOnce, running.size());
        return sync.end;
    }

    /// Ends the oldest sync that runs.
    ///
    /// @return false when none runs
    boolean end(boolean good) {
        Sync sync;
        synchronized (this) {
            sync = running.poll();
            if (sync == null) {
                return false;
            }
            if (good) {
                safe.clear();
                safe.addAll(sync.covers);
            }
        }
        sync.end.complete(good);
        return true;
    }

    void endWith(RuntimeException failure) {
        CompletableFuture<Boolean> end;
        synchronized (this) {
            end = running.remove().end;
        }
        end.completeExceptionally(failure);
    }

    synchronized List<String> written() {
        return List.copyOf(written);
    }

    synchronized List<String> safe() {
        return List.copyOf(safe);
    }

    synchronized int begun() {
        return begun;
    }

    /// The most syncs that have ever run at the same time.
    synchronized int atOnce() {
        return atOnce;
    }
}
