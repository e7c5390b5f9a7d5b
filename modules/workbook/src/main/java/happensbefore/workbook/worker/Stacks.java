package happensbefore.workbook.worker;

import happensbefore.workbook.ladder.Finding;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads stacks for the reader's lines.
final class Stacks {
    private static final int LONGEST = 60;

    private Stacks() {}

    static boolean contains(StackTraceElement[] stack, String className, String method) {
        return Arrays.stream(stack)
                .anyMatch(frame -> frame.getClassName().equals(className)
                        && frame.getMethodName().equals(method));
    }

    static boolean isReaders(StackTraceElement frame, Set<String> readerFiles) {
        return frame.getClassName().startsWith("happensbefore.exercises.")
                && frame.getFileName() != null
                && readerFiles.contains(frame.getFileName())
                && frame.getLineNumber() > 0;
    }

    /// The topmost line of the reader, or none.
    static List<Finding.Place> places(StackTraceElement[] stack, Set<String> readerFiles, String message) {
        return Arrays.stream(stack)
                .filter(frame -> isReaders(frame, readerFiles))
                .limit(1)
                .map(frame -> new Finding.Place(String.valueOf(frame.getFileName()), frame.getLineNumber(), 0, message))
                .toList();
    }

    static String text(StackTraceElement[] stack) {
        String shown = Arrays.stream(stack)
                .limit(LONGEST)
                .map(frame -> "    at " + frame)
                .collect(Collectors.joining("\n"));
        return stack.length <= LONGEST ? shown : shown + "\n    ... " + (stack.length - LONGEST) + " more";
    }

    static String text(Thread thread, StackTraceElement[] stack) {
        String kind =
                (thread.isVirtual() ? "virtual " : "") + (thread.isDaemon() && !thread.isVirtual() ? "daemon " : "");
        return "\"" + thread.getName() + "\" " + kind + thread.getState() + "\n" + text(stack);
    }
}
