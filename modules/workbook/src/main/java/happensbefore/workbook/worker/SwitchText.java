package happensbefore.workbook.worker;

import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.Interleaving;
import happensbefore.workbook.ladder.Interleaving.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Tells in words where one thread of an interleaving stops and another goes on.
final class SwitchText {
    private static final Pattern READ = Pattern.compile("(\\S+) -> (.*)");
    private static final Pattern WRITE = Pattern.compile("(\\S+) = (.*)");
    private static final Pattern CALL = Pattern.compile("([\\w.$#\\[\\]<>]+\\(.*\\))(: (.*))?");
    private static final Pattern BLOCKED = Pattern.compile("blocked: (.*)");
    private static final Pattern CREATION = Pattern.compile("new ([\\w$]+)\\(.*");
    private static final Pattern ITERATION = Pattern.compile("iteration \\d+ of a loop");

    private final Interleaving lanes;

    private SwitchText(Interleaving lanes) {
        this.lanes = lanes;
    }

    /// The switches on the reader's lines, in the order they ran. Those between two operations break nothing: they are
    /// told only where there is no other.
    static List<Finding.Place> places(Interleaving lanes) {
        SwitchText text = new SwitchText(lanes);
        List<Finding.Place> inside = new ArrayList<>();
        List<Finding.Place> between = new ArrayList<>();
        for (int i = 0; i + 1 < lanes.steps().size(); i++) {
            Step step = lanes.steps().get(i);
            if (step.switchAfter() && step.file() != null) {
                (text.goesOn(i) ? inside : between)
                        .add(new Finding.Place(step.file(), step.line(), 0, text.sentence(i)));
            }
        }
        return (inside.isEmpty() ? between : inside).stream().distinct().toList();
    }

    /// Whether the thread has more to do in the operation that it was stopped in.
    private boolean goesOn(int index) {
        Step next = nextOfItsThread(index);
        return next != null && next.depth() > 0;
    }

    private @Nullable Step nextOfItsThread(int index) {
        int lane = lanes.steps().get(index).lane();
        return lanes.steps().stream()
                .skip(index + 1L)
                .filter(step -> step.lane() == lane)
                .findFirst()
                .orElse(null);
    }

    private String sentence(int index) {
        Step step = lanes.steps().get(index);
        return lanes.lanes().get(step.lane()) + " " + did(index) + "; now "
                + lanes.lanes().get(lanes.steps().get(index + 1).lane()) + " runs.";
    }

    private String did(int index) {
        Step step = lanes.steps().get(index);
        String text = step.text();
        Matcher blocked = BLOCKED.matcher(text);
        Matcher creation = CREATION.matcher(text);
        Matcher read = READ.matcher(text);
        Matcher write = WRITE.matcher(text);
        Matcher call = CALL.matcher(text);
        if (blocked.matches()) {
            return "cannot go on (" + blocked.group(1) + ")";
        }
        if (creation.matches()) {
            return "has just made a new " + creation.group(1);
        }
        if (ITERATION.matcher(text).matches()) {
            return "has just begun " + text;
        }
        if (text.endsWith(" synchronized")) {
            return "has just " + (text.startsWith("enters") ? "entered" : "left") + " a synchronized block";
        }
        if (call.matches()) {
            Step next = nextOfItsThread(index);
            if (next != null && next.depth() > step.depth()) {
                return "has just entered " + call.group(1);
            }
            return "has just called " + call.group(1)
                    + (call.group(3) == null ? "" : ", which returned " + call.group(3));
        }
        if (read.matches()) {
            return "has just read " + read.group(1) + ", which was " + read.group(2);
        }
        if (write.matches()) {
            return "has just set " + write.group(1) + " to " + write.group(2);
        }
        return "has just done this: " + text;
    }
}
