package happensbefore.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jetbrains.kotlinx.lincheck.strategy.LincheckFailure;
import org.jetbrains.kotlinx.lincheck.trace.CodeLocationTracePoint;
import org.jetbrains.kotlinx.lincheck.trace.SectionDelimiterTracePoint;
import org.jetbrains.kotlinx.lincheck.trace.SwitchEventTracePoint;
import org.jetbrains.kotlinx.lincheck.trace.Trace;
import org.jetbrains.kotlinx.lincheck.trace.TraceNode;
import org.jetbrains.kotlinx.lincheck.trace.TraceReporter;
import org.jspecify.annotations.Nullable;

/// Reads Lincheck's trace into a [Schedule]: what the JDK, the libraries and this package do inside is left out.
final class LincheckTrace {
    private static final List<String> LIBRARIES = List.of(
            "java.", "javax.", "jdk.", "sun.", "kotlin.", "kotlinx.", "org.jetbrains.", "org.assertj.", "org.junit.");
    private static final Set<String> OWN = Set.of(
            Schedules.class.getName(),
            Crew.class.getName(),
            Crew.class.getName() + "$Member",
            Interleavings.class.getName());
    private static final int LONGEST = 400;

    private record Row(
            int event,
            int thread,
            int depth,
            String text,
            @Nullable StackTraceElement at) {}

    private LincheckTrace() {}

    /// @param names of the threads, where they are known better than Lincheck knows them; may be empty
    static Schedule read(LincheckFailure failure, List<String> names) {
        Trace trace = failure.getTrace();
        String outcome = LincheckOutcome.describe(failure);
        if (trace == null) {
            return new Schedule(names, List.of(), outcome);
        }
        List<Row> rows = new ArrayList<>();
        for (List<TraceNode> thread : new TraceReporter(trace, failure.getAnalysisProfile$lincheck()).getTree()) {
            for (TraceNode root : thread) {
                collect(root, 0, rows);
            }
        }
        rows.sort(Comparator.comparingInt(Row::event));
        List<Schedule.Step> steps = new ArrayList<>();
        for (int i = 0; i < Math.min(rows.size(), LONGEST); i++) {
            boolean last = i + 1 == rows.size();
            steps.add(step(
                    rows.get(i),
                    !last && rows.get(i + 1).thread() != rows.get(i).thread()));
        }
        return new Schedule(
                names.size() == trace.getThreadNames().size() ? names : trace.getThreadNames(), steps, outcome);
    }

    private static Schedule.Step step(Row row, boolean switchAfter) {
        StackTraceElement at = row.at();
        return at == null
                ? new Schedule.Step(row.thread(), row.depth(), row.text(), null, null, 0, switchAfter)
                : new Schedule.Step(
                        row.thread(),
                        row.depth(),
                        row.text(),
                        className(at),
                        at.getFileName(),
                        at.getLineNumber(),
                        switchAfter);
    }

    private static void collect(TraceNode node, int depth, List<Row> rows) {
        int inside = depth;
        String text = text(node);
        if (text != null) {
            rows.add(new Row(node.getEventNumber(), node.getIThread(), depth, text, location(node)));
            inside++;
        }
        for (TraceNode child : node.getChildren()) {
            collect(child, inside, rows);
        }
    }

    /// What to show for the node, or null when it is not to be shown.
    private static @Nullable String text(TraceNode node) {
        if (node.getTracePoint() instanceof SectionDelimiterTracePoint) {
            return null;
        }
        String text = node.toString$lincheck(false).strip();
        if (node.getTracePoint() instanceof SwitchEventTracePoint) {
            int reason = text.indexOf("reason: ");
            return reason < 0
                    ? null
                    : "blocked: " + text.substring(reason + "reason: ".length()).replaceFirst("\\)$", "");
        }
        if (node.getTracePoint() instanceof CodeLocationTracePoint point) {
            StackTraceElement at = point.getStackTraceElement();
            if (at.getLineNumber() > 0 && !shown(className(at))) {
                return null;
            }
        }
        return text.isEmpty() ? null : LincheckWords.of(text);
    }

    private static @Nullable StackTraceElement location(TraceNode node) {
        return node.getTracePoint() instanceof CodeLocationTracePoint point
                        && point.getStackTraceElement().getLineNumber() > 0
                ? point.getStackTraceElement()
                : null;
    }

    private static boolean shown(String className) {
        return !OWN.contains(className) && LIBRARIES.stream().noneMatch(className::startsWith);
    }

    private static String className(StackTraceElement at) {
        return at.getClassName().replace('/', '.');
    }
}
