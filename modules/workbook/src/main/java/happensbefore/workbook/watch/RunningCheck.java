package happensbefore.workbook.watch;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.cli.Checker;
import happensbefore.workbook.ladder.Ladder;
import happensbefore.workbook.ladder.Rung;
import happensbefore.workbook.ladder.RungResult;
import java.util.Queue;

/// One check on a thread of its own, which ends with exactly one of `Checked`, `Canceled` and `Broke`.
final class RunningCheck {
    private final int number;
    private final String content;
    private final Thread thread;

    /// @param content fingerprint of what is checked
    RunningCheck(int number, String content, Checker checker, Exercise exercise, Queue<Event> events) {
        this.number = number;
        this.content = content;
        this.thread = new Thread(() -> events.add(run(checker, exercise, events)), "workbook-check-" + number);
        thread.setDaemon(true);
        thread.start();
    }

    int number() {
        return number;
    }

    String content() {
        return content;
    }

    void cancel() {
        thread.interrupt();
    }

    /// @return false when it is still running after this time
    boolean awaitEnd(java.time.Duration limit) throws InterruptedException {
        return thread.join(limit);
    }

    private Event run(Checker checker, Exercise exercise, Queue<Event> events) {
        try {
            return new Event.Checked(number, checker.check(exercise, new Ladder.Listener() {
                @Override
                public void started(Rung rung) {
                    events.add(new Event.RungStarted(number, rung));
                }

                @Override
                public void ended(RungResult result) {
                    events.add(new Event.RungEnded(number, result));
                }
            }));
        } catch (InterruptedException e) {
            return new Event.Canceled(number);
        } catch (RuntimeException | Error e) {
            return new Event.Broke(number, e);
        }
    }
}
