package happensbefore.exercises.crawl;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
        List<String> level = List.of(start);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (!level.isEmpty()) {
                List<Callable<List<String>>> fetches = new ArrayList<>();
                level.forEach(page -> fetches.add(() -> fetcher.linksOf(page)));
                List<String> next = new ArrayList<>();
                for (Future<List<String>> fetch : threads.invokeAll(fetches)) {
                    for (String link : fetch.get()) {
                        if (found.add(link)) {
                            next.add(link);
                        }
                    }
                }
                level = next;
            }
        }
        return found;
    }
}
