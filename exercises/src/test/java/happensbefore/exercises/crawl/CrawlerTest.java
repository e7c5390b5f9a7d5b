package happensbefore.exercises.crawl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CrawlerTest {
    /// After which a page that waits for another gives up, so that a wrong answer fails and does not hang.
    private static final long PATIENCE_MILLIS = 1_000;

    /// The same, once one has given up: then the answer is wrong already.
    private static final long IMPATIENCE_MILLIS = 50;

    private static final AtomicBoolean SOMEONE_GAVE_UP = new AtomicBoolean();

    private final Queue<String> fetched = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger gaveUp = new AtomicInteger();
    private final CountDownLatch never = new CountDownLatch(1);

    @AfterEach
    void forgetTheInterrupt() {
        Thread.interrupted();
    }

    private void await(CountDownLatch latch) throws InterruptedException {
        long patience = SOMEONE_GAVE_UP.get() ? IMPATIENCE_MILLIS : PATIENCE_MILLIS;
        if (!latch.await(patience, TimeUnit.MILLISECONDS)) {
            gaveUp.incrementAndGet();
            SOMEONE_GAVE_UP.set(true);
        }
    }

    /// Counts, and lets the page do what it does.
    private Crawler.Fetcher counting(Crawler.Fetcher pages) {
        return page -> {
            fetched.add(page);
            most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            try {
                Thread.yield();
                return pages.linksOf(page);
            } finally {
                underWay.decrementAndGet();
            }
        };
    }

    private static Crawler.Fetcher site(Map<String, List<String>> links) {
        return page -> links.getOrDefault(page, List.of());
    }

    private void assertNothingIsUnderWay() {
        assertThat(gaveUp)
                .as("Nothing was waited for until it gave up by itself.")
                .hasValue(0);
        assertThat(underWay).as("No fetch is under way after the return.").hasValue(0);
    }

    @Test
    void everyPageIsFetchedOnceAlsoInCircles() throws Exception {
        Map<String, List<String>> links =
                Map.of("a", List.of("b", "c", "a"), "b", List.of("c", "d"), "c", List.of("d", "a"), "d", List.of("a"));
        assertThat(Crawler.crawl("a", 2, counting(site(links))))
                .as("All four pages can be reached.")
                .containsExactlyInAnyOrder("a", "b", "c", "d");
        assertThat(fetched)
                .as("Each page is fetched once, whoever links to it.")
                .containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @Test
    void aLongChainIsFollowedToItsEnd() throws Exception {
        Crawler.Fetcher chain = page -> {
            int number = Integer.parseInt(page);
            return number < 50 ? List.of(String.valueOf(number + 1)) : List.of();
        };
        assertThat(Crawler.crawl("1", 3, counting(chain)))
                .as("50 pages are reached, one after the other: while one is fetched, none waits.")
                .hasSize(50);
    }

    @Test
    void theLimitIsReachedAndNeverPassed() throws Exception {
        List<String> leaves = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            leaves.add("leaf " + i);
        }
        CountDownLatch three = new CountDownLatch(3);
        Crawler.crawl("star", 3, counting(page -> {
            if (page.equals("star")) {
                return leaves;
            }
            three.countDown();
            await(three);
            return List.of();
        }));
        assertThat(gaveUp)
                .as("30 pages wait and the limit is 3: three are fetched at the same time.")
                .hasValue(0);
        assertThat(most.get()).as("At most 3 fetches are under way.").isLessThanOrEqualTo(3);
        assertThat(fetched).as("The star and its 30 leaves, each fetched once.").hasSize(31);
    }

    /// While it is fetched for the first link, a second one to it is found.
    @Test
    void aPageThatIsBeingFetchedIsNotFetchedAgain() throws Exception {
        CountDownLatch shared = new CountDownLatch(1);
        CountDownLatch later = new CountDownLatch(1);
        AtomicInteger fetches = new AtomicInteger();
        Crawler.crawl("root", 2, counting(page -> switch (page) {
            case "root" -> List.of("first", "second");
            case "first" -> List.of("shared");
            case "second" -> {
                await(shared);
                yield List.of("shared", "later");
            }
            case "shared" -> {
                shared.countDown();
                if (fetches.incrementAndGet() == 1) {
                    await(later);
                }
                yield List.of();
            }
            default -> {
                later.countDown();
                yield List.of();
            }
        }));
        assertThat(fetched)
                .as("Each page is fetched once, whoever links to it.")
                .hasSize(5);
    }

    @Test
    void aSlowPageHoldsUpNobodyElse() throws Exception {
        CountDownLatch grandchild = new CountDownLatch(1);
        assertThat(Crawler.crawl("root", 2, counting(page -> switch (page) {
                    case "root" -> List.of("slow", "quick");
                    case "slow" -> {
                        await(grandchild);
                        yield List.of("late");
                    }
                    case "quick" -> List.of("grandchild");
                    case "grandchild" -> {
                        grandchild.countDown();
                        yield List.of();
                    }
                    default -> List.of();
                })))
                .as("Also what the slow page links to is reached.")
                .containsExactlyInAnyOrder("root", "slow", "quick", "grandchild", "late");
        assertThat(gaveUp)
                .as("While a slow page is fetched, what another one has found is fetched too.")
                .hasValue(0);
    }

    @Test
    void theFirstFailureEndsItAtOnce() {
        CountDownLatch slowRuns = new CountDownLatch(1);
        assertThatThrownBy(() -> Crawler.crawl("root", 2, counting(page -> switch (page) {
                    case "root" -> List.of("slow", "broken", "never");
                    case "slow" -> {
                        slowRuns.countDown();
                        await(never);
                        yield List.of();
                    }
                    case "broken" -> {
                        await(slowRuns);
                        throw new IOException("broken page");
                    }
                    default -> List.of();
                })))
                .as("The failure of a fetch is told, although a slow one runs.")
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThat(fetched).as("Nothing new is fetched after a failure.").doesNotContain("never");
        assertNothingIsUnderWay();
    }

    @Test
    void anInterruptOfTheCallerComesOut() {
        Thread caller = Thread.currentThread();
        assertThatThrownBy(() -> Crawler.crawl("root", 2, counting(page -> {
                    caller.interrupt();
                    await(never);
                    return List.of();
                })))
                .as("An interrupt of the caller comes out as an InterruptedException.")
                .isInstanceOf(InterruptedException.class);
        assertNothingIsUnderWay();
    }
}
