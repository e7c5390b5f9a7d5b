package happensbefore.workbook.worker;

import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.FindingKind;
import java.util.List;
import java.util.Set;

/// Says who called `System.exit`.
final class ExitFinding {
    private ExitFinding() {}

    static Finding of(Thread caller, Set<String> readerFiles) {
        StackTraceElement[] stack = caller.getStackTrace();
        return new Finding(
                FindingKind.SYSTEM_EXIT,
                "System.exit was called, on thread \"" + caller.getName() + "\": it ends the whole JVM, tests and all",
                null,
                Stacks.places(stack, readerFiles, "exits here"),
                List.of(Stacks.detail("Stack", List.of(Stacks.of(caller, stack, readerFiles)))),
                null);
    }
}
