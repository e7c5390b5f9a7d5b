package happensbefore.workbook.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.management.HotSpotDiagnosticMXBean;
import happensbefore.workbook.ladder.Detail;
import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.FindingKind;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Who was running before a rung, and who is left after it. Threads that are about to end are given a moment.
final class ThreadCensus {
    private static final long PATIENCE_MILLIS = 500;
    private static final long POLL_MILLIS = 10;

    private final Set<Long> platformBefore = new TreeSet<>();
    private final Set<String> virtualBefore;

    ThreadCensus() {
        Thread.getAllStackTraces().keySet().forEach(thread -> platformBefore.add(thread.threadId()));
        virtualBefore = virtualThreads().keySet();
    }

    /// What is left running, as a finding; null when nothing is.
    @Nullable
    Finding left(Set<String> readerFiles) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE_MILLIS * 1_000_000;
        List<Thread> platform = platformLeft();
        Map<String, List<String>> virtual = virtualLeft();
        while (!(platform.isEmpty() && virtual.isEmpty()) && System.nanoTime() < deadline) {
            Thread.sleep(POLL_MILLIS);
            platform = platformLeft();
            virtual = virtual.isEmpty() ? virtual : virtualLeft();
        }
        return platform.isEmpty() && virtual.isEmpty() ? null : describe(platform, virtual, readerFiles);
    }

    private static Finding describe(List<Thread> platform, Map<String, List<String>> virtual, Set<String> readerFiles) {
        List<Finding.Place> places = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Detail.Stack> stacks = new ArrayList<>();
        for (Thread thread : platform) {
            StackTraceElement[] stack = thread.getStackTrace();
            names.add("\"" + thread.getName() + "\"" + (thread.isDaemon() ? " (daemon)" : ""));
            places.addAll(Stacks.places(stack, readerFiles, "thread \"" + thread.getName() + "\" is still here"));
            stacks.add(Stacks.of(thread, stack, readerFiles));
        }
        virtual.forEach((name, stack) -> {
            names.add("\"" + name + "\" (virtual)");
            stacks.add(Stacks.of('"' + name + "\" virtual", stack, readerFiles));
        });
        return new Finding(
                FindingKind.THREADS_LEFT,
                "The tests passed, but left " + (names.size() == 1 ? "a thread" : names.size() + " threads")
                        + " running: " + String.join(", ", names),
                null,
                places,
                List.of(Stacks.detail("Where they stand", stacks)),
                null);
    }

    private List<Thread> platformLeft() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && thread != Thread.currentThread())
                .filter(thread -> !platformBefore.contains(thread.threadId()) && !SharedThreads.contain(thread))
                .toList();
    }

    private Map<String, List<String>> virtualLeft() {
        Map<String, List<String>> left = virtualThreads();
        left.keySet().removeAll(virtualBefore);
        return left;
    }

    /// Stacks of the virtual threads by id and name, which only the JVM's own dump tells.
    private static Map<String, List<String>> virtualThreads() {
        Map<String, List<String>> threads = new TreeMap<>();
        try {
            Path file = Files.createTempFile("threads", ".json");
            Files.delete(file);
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .dumpThreads(file.toString(), HotSpotDiagnosticMXBean.ThreadDumpFormat.JSON);
            JsonNode dump = new ObjectMapper().readTree(file.toFile());
            Files.delete(file);
            for (JsonNode container : dump.path("threadDump").path("threadContainers")) {
                for (JsonNode thread : container.path("threads")) {
                    if (thread.path("virtual").asBoolean()) {
                        List<String> stack = new ArrayList<>();
                        thread.path("stack").forEach(frame -> stack.add(frame.asText()));
                        threads.put(
                                "#" + thread.path("tid").asText() + " "
                                        + thread.path("name").asText(),
                                stack);
                    }
                }
            }
        } catch (IOException e) {
            return threads; // no room for a dump: platform threads are still told
        }
        return threads;
    }
}
