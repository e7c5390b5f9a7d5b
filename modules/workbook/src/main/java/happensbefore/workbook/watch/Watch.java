package happensbefore.workbook.watch;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.cli.App;
import happensbefore.workbook.cli.Checker;
import happensbefore.workbook.cli.ExitStatus;
import happensbefore.workbook.cli.Journey;
import happensbefore.workbook.cli.Report;
import happensbefore.workbook.ladder.Rung;
import happensbefore.workbook.ladder.Verdict;
import happensbefore.workbook.progress.Fingerprint;
import happensbefore.workbook.text.ClimbText;
import happensbefore.workbook.text.Live;
import happensbefore.workbook.text.Page;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jline.utils.AttributedString;
import org.jspecify.annotations.Nullable;

/// Shows an exercise, checks it on every save, and moves on when it is solved.
///
/// One thread runs the loop and alone writes to the screen; saves, keys and the check speak to it through the queue.
/// At most one check runs: a save during a check cancels it, and the next begins when the canceled one is over.
final class Watch {
    /// A save is several events: checked when none came for this long.
    private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(80);

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final Duration END_LIMIT = Duration.ofSeconds(10);

    private final App app;
    private final BlockingQueue<Event> events;
    private final Checker checker;
    private final Journey journey;
    private final Report report;
    private final Live live;

    private Exercise exercise;
    private boolean solvedBefore;
    private @Nullable Exercise solvedLast;
    private @Nullable Verdict verdict;
    private @Nullable RunningCheck check;
    private int checks;
    private boolean wanted;
    private long wantedSince;
    private @Nullable Rung rung;
    private long rungSince;

    Watch(App app, Exercise first, BlockingQueue<Event> events) {
        this.app = app;
        this.events = events;
        this.exercise = first;
        this.checker = new Checker(app);
        this.journey = new Journey(app);
        this.report = new Report(app);
        this.live = new Live(app.out());
    }

    /// Returns when the reader quits.
    int run() throws InterruptedException {
        try {
            arrive(exercise, new Page(app.look()));
            while (true) {
                Event event = next();
                if (event instanceof Event.Quit quit) {
                    return quit.status();
                }
                if (event instanceof Event.Key key && key.character() == 'q') {
                    return ExitStatus.OK;
                }
                if (event != null) {
                    handle(event);
                }
                beginWhenWanted();
            }
        } finally {
            live.erase();
            end();
        }
    }

    private @Nullable Event next() throws InterruptedException {
        long now = System.nanoTime();
        if (wanted && check == null) {
            return events.poll(Math.max(0, wantedSince + QUIET_NANOS - now), TimeUnit.NANOSECONDS);
        }
        Rung running = rung;
        if (check == null || running == null || !app.look().terminal()) {
            return events.take();
        }
        Duration spent = Duration.ofNanos(now - rungSince);
        live.status(
                app.look(),
                ClimbText.running(app.look(), running, spent, exercise.rungs().getOrDefault(running, Duration.ZERO)));
        return events.poll(TICK_NANOS, TimeUnit.NANOSECONDS);
    }

    private void handle(Event event) {
        switch (event) {
            case Event.Key key -> key((char) key.character());
            case Event.Changed changed -> changed(changed.file());
            case Event.RungStarted started -> {
                if (isCurrent(started.check())) {
                    rung = started.rung();
                    rungSince = System.nanoTime();
                }
            }
            case Event.RungEnded ended -> {
                if (isCurrent(ended.check())) {
                    rung = null;
                    Page line = new Page(app.look());
                    ClimbText.add(line, ended.result());
                    live.print(line);
                }
            }
            case Event.Checked checked -> {
                if (over(checked.check())) {
                    judge(checked.result());
                }
            }
            case Event.Canceled canceled -> over(canceled.check());
            case Event.Broke broke -> {
                if (over(broke.check())) {
                    say("The check itself broke: " + broke.cause() + ". Press r to try again.");
                }
            }
            case Event.Resized resized -> app.look(app.look().withColumns(resized.columns()));
            case Event.Quit ignored -> {}
        }
    }

    private void changed(@Nullable Path file) {
        Path sources = app.workspace().workingCopy(exercise);
        boolean ours = file == null
                || file.equals(sources)
                || (file.startsWith(sources) && file.toString().endsWith(".java"));
        RunningCheck running = check;
        if (!ours || (running != null && running.content().equals(Fingerprint.of(sources)))) {
            return;
        }
        want(System.nanoTime());
    }

    private void want(long since) {
        wanted = true;
        wantedSince = since;
        if (check != null) {
            check.cancel();
            rung = null;
            live.status(app.look(), new AttributedString("  changed: checking again"));
        }
    }

    private void beginWhenWanted() {
        if (wanted && check == null && System.nanoTime() - wantedSince >= QUIET_NANOS) {
            live.clear(app.look());
            live.print(report.title(exercise)
                    .add(report.edit(exercise, Optional.ofNullable(verdict)))
                    .gap());
            begin();
        }
    }

    private void begin() {
        wanted = false;
        solvedBefore = journey.state(exercise).done();
        String content = Fingerprint.of(app.workspace().workingCopy(exercise));
        check = new RunningCheck(++checks, content, checker, exercise, events);
    }

    /// Whether what this check says is about the screen's exercise and content.
    private boolean isCurrent(int number) {
        return check != null && check.number() == number && !wanted;
    }

    /// @return whether its result counts
    private boolean over(int number) {
        boolean counts = isCurrent(number);
        check = null;
        rung = null;
        return counts;
    }

    private void judge(Checker.Checked checked) {
        verdict = checked.verdict();
        if (checked.changed()) {
            want(System.nanoTime());
            return;
        }
        if (!checked.verdict().solved()) {
            app.ladder().prepare(exercise);
            live.print(new Page(app.look())
                    .text("")
                    .add(report.finding(exercise, checked.verdict(), false, "press d"))
                    .gap()
                    .add(report.caveats(checked.verdict()))
                    .gap()
                    .add(Keys.offer(app, exercise)));
            tellNotices();
            return;
        }
        solvedLast = exercise;
        Page solved = new Page(app.look())
                .add(report.caveats(checked.verdict()))
                .gap()
                .add(report.solved(exercise));
        Optional<Exercise> following = journey.nextPendingAfter(exercise);
        if (solvedBefore) {
            live.print(solved.gap().add(Keys.line(app.look())));
        } else if (following.isPresent()) {
            arrive(following.get(), solved.text("Press s to compare with the solution, p to go back to it."));
        } else {
            live.print(solved.text("That was the last one. All exercises are solved.")
                    .gap()
                    .add(Keys.line(app.look())));
        }
        tellNotices();
    }

    private void arrive(Exercise to, Page above) {
        exercise = to;
        verdict = null;
        live.clear(app.look());
        live.print(above.gap()
                .add(report.progress(to))
                .gap()
                .add(report.title(to))
                .add(new Page(app.look()).text(" "))
                .add(report.task(to))
                .gap()
                .add(report.edit(to, Optional.empty()))
                .gap());
        app.ladder().prepare(to);
        if (check == null) {
            begin();
        } else {
            want(System.nanoTime());
        }
    }

    private void key(char key) {
        switch (Character.toLowerCase(key)) {
            case 'h' ->
                live.print(report.nextHint(exercise, "press h", "./workbook solution --spoil " + exercise.id())
                        .gap());
            case 'l' -> live.print(report.list().gap());
            case 'r' -> want(System.nanoTime() - QUIET_NANOS);
            case 'n' -> go(1);
            case 'p' -> go(-1);
            case 's' -> solution();
            case 't' -> live.print(report.task(exercise).gap());
            case 'd' -> {
                if (verdict != null) {
                    live.print(report.finding(exercise, verdict, true, "").gap());
                }
            }
            case '?' -> live.print(Keys.help(app.look()));
            default -> {}
        }
        tellNotices();
    }

    private void go(int step) {
        List<Exercise> all = app.catalog().exercises();
        int to = all.indexOf(exercise) + step;
        if (to < 0 || to >= all.size()) {
            say(step > 0 ? "This is the last exercise." : "This is the first exercise.");
            return;
        }
        if (check != null) {
            check.cancel();
        }
        arrive(all.get(to), new Page(app.look()));
    }

    private void solution() {
        Exercise shown = journey.state(exercise).done() ? exercise : solvedLast;
        if (shown == null) {
            say("The solution is for after you solved it. Press h for a hint; ./workbook solution --spoil "
                    + exercise.id() + " shows it all the same.");
        } else {
            live.print(report.solution(shown).gap());
        }
    }

    private void say(String text) {
        live.print(new Page(app.look()).text(text));
    }

    private void tellNotices() {
        app.progress().takeNotices().forEach(this::say);
    }

    private void end() throws InterruptedException {
        if (check != null) {
            check.cancel();
            check.awaitEnd(END_LIMIT);
        }
    }
}
