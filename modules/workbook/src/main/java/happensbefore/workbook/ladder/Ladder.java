package happensbefore.workbook.ladder;

import happensbefore.workbook.catalog.Exercise;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;

/// Judges sources of an exercise, rung by rung, in JVMs of its own.
///
/// Thread-safe. Owns its worker processes: `close` ends them all. A climb that this breaks off, or that begins
/// later, is interrupted and gives no verdict.
public interface Ladder extends AutoCloseable {
    /// Climbs until a rung fails or `top` has passed.
    ///
    /// @param sources the directory that holds the exercise's `.java` files: the reader's, a solution's or a bug's
    /// @param top the last rung to try
    /// @param listener told as rungs start and end, on the caller's thread
    /// @return a verdict for whatever the sources do; this method throws for no fault of theirs
    /// @throws InterruptedException when interrupted, or closed; the workers used are ended first
    Verdict climb(Exercise exercise, Path sources, Rung top, Listener listener) throws InterruptedException;

    /// Climbs many variants, as cheaply as can be: variants of different exercises share worker JVMs, one
    /// after the other, and a fresh worker takes over where one has died or was left unclean. The order
    /// is the ladder's choice.
    ///
    /// @param done told of each verdict as it comes, one at a time, on a thread of the ladder's choice
    /// @return the verdicts in the order of `climbs`
    /// @throws InterruptedException when interrupted, or closed; the workers used are ended first
    List<Verdict> climbAll(List<Climb> climbs, BiConsumer<Climb, Verdict> done) throws InterruptedException;

    /// Starts what the next climb of this exercise will need, in the background.
    void prepare(Exercise exercise);

    /// Waits until what was started for the next climb is ready for it.
    void awaitPrepared() throws InterruptedException;

    @Override
    void close();

    interface Listener {
        Listener SILENT = new Listener() {};

        default void started(Rung rung) {}

        default void ended(RungResult result) {}
    }
}
