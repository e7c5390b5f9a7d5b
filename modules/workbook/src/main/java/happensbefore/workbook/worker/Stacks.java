package happensbefore.workbook.worker;

import happensbefore.workbook.ladder.Detail;
import happensbefore.workbook.ladder.Detail.Whose;
import happensbefore.workbook.ladder.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// Reads stacks for the reader's lines.
final class Stacks {
    private static final String EXERCISES = "happensbefore.exercises.";
    private static final int LONGEST = 60;

    private Stacks() {}

    static boolean contains(StackTraceElement[] stack, String className, String method) {
        return Arrays.stream(stack)
                .anyMatch(frame -> frame.getClassName().equals(className)
                        && frame.getMethodName().equals(method));
    }

    static boolean isReaders(StackTraceElement frame, Set<String> readerFiles) {
        return whose(frame, readerFiles) == Whose.READER && frame.getLineNumber() > 0;
    }

    /// The topmost line of the reader, or none.
    static List<Finding.Place> places(StackTraceElement[] stack, Set<String> readerFiles, String message) {
        return Arrays.stream(stack)
                .filter(frame -> isReaders(frame, readerFiles))
                .limit(1)
                .map(frame -> new Finding.Place(String.valueOf(frame.getFileName()), frame.getLineNumber(), 0, message))
                .toList();
    }

    static Detail.Stack of(String heading, StackTraceElement[] stack, Set<String> readerFiles) {
        List<Detail.Frame> frames = new ArrayList<>();
        Arrays.stream(stack)
                .limit(LONGEST)
                .forEach(frame -> frames.add(new Detail.Frame(text(frame), whose(frame, readerFiles))));
        if (stack.length > LONGEST) {
            frames.add(new Detail.Frame("... " + (stack.length - LONGEST) + " more", Whose.LIBRARY));
        }
        return new Detail.Stack(heading, frames);
    }

    static Detail.Stack of(Thread thread, StackTraceElement[] stack, Set<String> readerFiles) {
        String kind =
                (thread.isVirtual() ? "virtual " : "") + (thread.isDaemon() && !thread.isVirtual() ? "daemon " : "");
        return of("\"" + thread.getName() + "\" " + kind + thread.getState(), stack, readerFiles);
    }

    /// Threads that stand in the reader's code come first, then those in a test's; otherwise in the order given.
    static Detail.Stacks detail(String title, List<Detail.Stack> stacks) {
        return new Detail.Stacks(
                title,
                stacks.stream().sorted(Comparator.comparing(Stacks::nearest)).toList());
    }

    private static Whose nearest(Detail.Stack stack) {
        return stack.frames().stream()
                .map(Detail.Frame::whose)
                .min(Comparator.naturalOrder())
                .orElse(Whose.LIBRARY);
    }

    private static Whose whose(StackTraceElement frame, Set<String> readerFiles) {
        if (!frame.getClassName().startsWith(EXERCISES)) {
            return Whose.LIBRARY;
        }
        return frame.getFileName() != null && readerFiles.contains(frame.getFileName()) ? Whose.READER : Whose.TEST;
    }

    /// Without the loader and the module; the package of an exercise is known.
    private static String text(StackTraceElement frame) {
        String className = frame.getClassName();
        String shown =
                className.startsWith(EXERCISES) ? className.substring(className.lastIndexOf('.') + 1) : className;
        String file = frame.getFileName();
        String line = frame.getLineNumber() > 0 ? ":" + frame.getLineNumber() : "";
        String at = frame.isNativeMethod() ? "native" : file == null ? "unknown source" : file + line;
        return shown + "." + frame.getMethodName() + "(" + at + ")";
    }
}
