package happensbefore.exercises.canceltree;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.exercises.canceltree.StopSignal.Subscription;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StopSignalTest {
    private final StopSignal user = new StopSignal();
    private final StopSignal server = new StopSignal();
    private final StopSignal any = StopSignal.anyOf(user, server);
    private final List<String> ran = new ArrayList<>();

    @Test
    void itIsSetOnce() {
        assertThat(user.isSet()).as("Not set yet.").isFalse();
        assertThat(user.set()).as("The first to set it.").isTrue();
        assertThat(user.set()).as("It is set already.").isFalse();
        assertThat(user.isSet()).as("Once set, it stays so.").isTrue();
    }

    @Test
    void anActionRunsOnceOnTheThreadThatSets() {
        List<Thread> threads = new ArrayList<>();
        user.onSet(() -> threads.add(Thread.currentThread()));
        assertThat(threads).as("Nobody has set it yet.").isEmpty();
        user.set();
        user.set();
        assertThat(threads).as("An action runs once, on the thread that sets.").containsExactly(Thread.currentThread());
    }

    @Test
    void aLateActionRunsHereAndNow() {
        user.set();
        user.onSet(() -> ran.add("late"));
        user.set();
        assertThat(ran)
                .as("The signal is set already: a late action runs in `onSet`, and once.")
                .containsExactly("late");
    }

    @Test
    void aClosedSubscriptionNeverRuns() {
        Subscription closed = user.onSet(() -> ran.add("closed"));
        user.onSet(() -> ran.add("open"));
        closed.close();
        closed.close();
        user.set();
        assertThat(ran).as("What was closed never runs.").containsExactly("open");
    }

    @Test
    void anActionMayCloseTheNextOne() {
        Subscription[] next = new Subscription[1];
        user.onSet(() -> next[0].close());
        next[0] = user.onSet(() -> ran.add("next"));
        user.set();
        assertThat(ran).as("It was closed before its turn came: it never runs.").isEmpty();
    }

    @Test
    void aCombinedSignalIsSetWithAnyOfItsSources() {
        assertThat(any.isSet()).as("None of its sources is set.").isFalse();
        any.onSet(() -> ran.add("any"));
        server.set();
        assertThat(any.isSet()).as("One of its sources is set.").isTrue();
        assertThat(ran).as("One of its sources is set: its action has run.").containsExactly("any");
        assertThat(user.isSet()).as("Its other source is not.").isFalse();
    }

    @Test
    void twoSourcesRunAnActionOnce() {
        any.onSet(() -> ran.add("any"));
        user.set();
        server.set();
        any.set();
        assertThat(ran)
                .as("Both sources were set, and the signal itself: the action runs once, not twice.")
                .containsExactly("any");
    }

    @Test
    void aCombinedSignalSetsNoneOfItsSources() {
        any.onSet(() -> ran.add("any"));
        assertThat(any.set()).as("It may be set itself.").isTrue();
        assertThat(user.isSet() || server.isSet())
                .as("That sets none of its sources.")
                .isFalse();
        assertThat(ran).as("Its action has run once.").containsExactly("any");
    }

    @Test
    void aLateActionOfACombinedSignalRunsHereAndNow() {
        server.set();
        any.onSet(() -> ran.add("late"));
        user.set();
        assertThat(ran)
                .as("A source is set already: a late action runs in `onSet`, and once.")
                .containsExactly("late");
    }

    @Test
    void signalsMayBeCombinedAgain() {
        StopSignal all = StopSignal.anyOf(any, user);
        all.onSet(() -> ran.add("all"));
        user.set();
        server.set();
        assertThat(ran).as("Reached in two ways, the action runs once.").containsExactly("all");
    }

    @Test
    void itListensAgainAfterTheLastSubscriptionWasClosed() {
        any.onSet(() -> ran.add("closed")).close();
        any.onSet(() -> ran.add("open"));
        user.set();
        assertThat(ran).as("What was closed never runs, what is open does.").containsExactly("open");
    }

    @Test
    void whatIsDroppedCanBeCollected() {
        List<WeakReference<StopSignal>> dropped = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            StopSignal request = StopSignal.anyOf(new StopSignal(), server);
            if (i % 2 == 0) {
                request.onSet(() -> ran.add("never")).close();
            }
            dropped.add(new WeakReference<>(request));
        }
        boolean collected = false;
        for (int collection = 0; collection < 5 && !collected; collection++) {
            System.gc(); // returns when it is done
            collected = dropped.stream().allMatch(reference -> reference.refersTo(null));
        }
        assertThat(collected)
                .as(
                        "Signals without open subscriptions were dropped, and are not collected: a source holds on to them.")
                .isTrue();
        assertThat(server.set()).as("The source is still there.").isTrue();
    }
}
