package happensbefore.exercises.crawl;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Fetches all pages that can be reached from one.
public final class Crawler {
    /// Fetches a page; called by several threads at once.
    @FunctionalInterface
    public interface Fetcher {
        /// @return the names of the pages that this one links to
        List<String> linksOf(String page) throws Exception;
    }

    private Crawler() {}

    /// Fetches every page that can be reached, each once.
    ///
    /// @param limit the most fetches under way at any moment
    /// @return the names of all pages, `start` among them
    /// @throws ExecutionException when a fetch failed; its cause is the first failure
    /// @throws InterruptedException when the caller was interrupted
    public static Set<String> crawl(String start, int limit, Fetcher fetcher)
            throws ExecutionException, InterruptedException {
        Set<String> found = new HashSet<>(Set.of(start));
        Queue<String> waiting = new ArrayDeque<>(found);
        int underWay = 0;
        ExecutionException failure = null;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletionService<List<String>> fetches = new ExecutorCompletionService<>(threads);
            try {
                while (underWay > 0 || (failure == null && !waiting.isEmpty())) {
                    while (failure == null && underWay < limit && !waiting.isEmpty()) {
                        String page = waiting.remove();
                        fetches.submit(() -> fetcher.linksOf(page));
                        underWay++;
                    }
                    try {
                        for (String link : fetches.take().get()) {
                            if (found.add(link)) {
                                waiting.add(link);
                            }
                        }
                    } catch (ExecutionException e) {
                        failure = failure == null ? e : failure;
                    }
                    underWay--;
                }
            } finally {
                threads.shutdownNow(); // close waits for what this interrupts
            }
        }
        if (failure != null) {
            throw failure;
        }
        return found;
    }
}
