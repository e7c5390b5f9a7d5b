package happensbefore.spanexport;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.testkit.Expect;
import happensbefore.testkit.Interleavings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// One value a key, and none after the close.
class KeyedRegistryTest {
    private final AtomicInteger made = new AtomicInteger();
    private final KeyedRegistry<String, String> registry = new KeyedRegistry<>(
            2,
            key -> {
                made.incrementAndGet();
                return "of " + key;
            },
            "other");

    @Test
    void aKeyHasOneValue() {
        assertThat(registry.get("a")).isEqualTo("of a");
        assertThat(registry.get("a")).isSameAs(registry.get("a"));
        assertThat(made).hasValue(1);
        assertThat(registry.byKey()).isEqualTo(Map.of("a", "of a"));
    }

    @Test
    void keysBeyondTheBoundShareOne() {
        assertThat(List.of(registry.get("a"), registry.get("b"), registry.get("c"), registry.get("d")))
                .containsExactly("of a", "of b", "other", "other");
        assertThat(registry.get("b")).isEqualTo("of b");
        assertThat(registry.all()).containsExactlyInAnyOrder("of a", "of b", "other");
    }

    @Test
    void afterTheCloseNoneIsMade() {
        registry.get("a");
        assertThat(registry.close()).containsExactlyInAnyOrder("of a", "other");
        assertThat(registry.get("a")).isEqualTo("of a");
        assertThat(registry.get("b")).isEqualTo("other");
        assertThat(made).hasValue(1);
    }

    static final class Shared {
        final AtomicInteger made = new AtomicInteger();
        final KeyedRegistry<String, Integer> registry = new KeyedRegistry<>(1, _ -> made.incrementAndGet(), -1);
        volatile int one;
        volatile int other;
        volatile @Nullable List<Integer> closed;
    }

    @Test
    void twoThatAskAtOnceGetTheSameValue() {
        Interleavings.on(Shared::new)
                .invocations(200)
                .thread("one", shared -> shared.one = shared.registry.get("key"))
                .thread("other", shared -> shared.other = shared.registry.get("key"))
                .then(shared -> {
                    Expect.equal(shared.one, shared.other, "the key's value");
                    Expect.equal(1, shared.made.get(), "values made");
                })
                .check();
    }

    @Test
    void whatIsMadeIsAmongThoseThatTheCloseReturns() {
        Interleavings.on(Shared::new)
                .invocations(200)
                .thread("first item", shared -> shared.one = shared.registry.get("key"))
                .thread("shutdown", shared -> shared.closed = shared.registry.close())
                .then(shared -> {
                    List<Integer> closed = shared.closed;
                    Expect.that(closed != null && closed.contains(shared.one), "a collector that nobody ends");
                })
                .check();
    }

    @Test
    void theLastPlaceIsGivenOnce() {
        Interleavings.on(Shared::new)
                .invocations(200)
                .thread("one", shared -> shared.one = shared.registry.get("key"))
                .thread("other", shared -> shared.other = shared.registry.get("another"))
                .then(shared -> {
                    Expect.equal(1, shared.made.get(), "values made");
                    Expect.that(shared.one == -1 ^ shared.other == -1, "one of two has a value of its own");
                })
                .check();
    }
}
