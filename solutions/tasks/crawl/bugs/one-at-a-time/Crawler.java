package happensbefore.exercises.crawl;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutionException;

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
        while (!waiting.isEmpty()) {
            List<String> links;
            try {
                links = fetcher.linksOf(waiting.remove());
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                throw new ExecutionException(e);
            }
            for (String link : links) {
                if (found.add(link)) {
                    waiting.add(link);
                }
            }
        }
        return found;
    }
}
