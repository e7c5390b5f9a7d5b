package happensbefore.workbook.worker;

import happensbefore.workbook.ladder.Detail;
import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.FindingKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// Says where everything stands when a rung's time is over.
final class TimeLimit {
    private static final double FULL = 0.95;

    private TimeLimit() {}

    static Finding describe(Request request) {
        Map<Thread, StackTraceElement[]> stacks = Thread.getAllStackTraces();
        List<Finding.Place> places = new ArrayList<>();
        List<Detail.Stack> dump = new ArrayList<>();
        stacks.entrySet().stream()
                .filter(entry -> !SharedThreads.contain(entry.getKey()))
                .sorted(Comparator.comparing(entry -> entry.getKey().getState() != Thread.State.RUNNABLE))
                .forEach(entry -> {
                    Thread thread = entry.getKey();
                    places.addAll(Stacks.places(
                            entry.getValue(),
                            request.readerFiles(),
                            "thread \"" + thread.getName() + "\" is here, " + thread.getState()));
                    dump.add(Stacks.of(thread, entry.getValue(), request.readerFiles()));
                });
        boolean full = heapIsFull();
        return new Finding(
                full ? FindingKind.OUT_OF_MEMORY : FindingKind.TIME_LIMIT,
                full ? "The heap is full, and the time is over" : headline(places),
                null,
                places,
                List.of(Stacks.detail("Thread dump", dump)),
                null);
    }

    private static String headline(List<Finding.Place> places) {
        return places.isEmpty()
                ? "Still running at the time limit"
                : "Still running at the time limit, at " + places.getFirst().file() + ":"
                        + places.getFirst().line();
    }

    private static boolean heapIsFull() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory() > FULL * runtime.maxMemory();
    }
}
