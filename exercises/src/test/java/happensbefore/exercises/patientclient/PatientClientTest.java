package happensbefore.exercises.patientclient;

import static happensbefore.exercises.patientclient.PatientClient.BASE;
import static happensbefore.exercises.patientclient.PatientClient.CAP;
import static happensbefore.exercises.patientclient.PatientClient.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.exercises.patientclient.PatientClient.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PatientClientTest {
    private static final Answer BUSY = new Answer.Busy(Duration.ZERO);
    private static final int MANY = 100_000;

    private static final int SEEDS = 5;

    private final List<Duration> waits = new ArrayList<>();
    private int asked;

    /// Busy so many times, then as told.
    private PatientClient client(int busy, Answer then, long seed) {
        return new PatientClient(_ -> asked++ < busy ? BUSY : then, this::pause, new Random(seed));
    }

    private void pause(Duration wait) {
        waits.add(wait);
        if (waits.size() > MANY) {
            throw new IllegalStateException("more than " + MANY + " waits");
        }
    }

    private List<Duration> waitsOf(long seed) throws InterruptedException {
        waits.clear();
        asked = 0;
        client(20, new Answer.Ok("done"), seed).ask("spans");
        return List.copyOf(waits);
    }

    @Test
    void aBusyServerIsAskedAgainUntilItAnswers() throws InterruptedException {
        assertThat(client(3, new Answer.Ok("done"), 1).ask("spans"))
                .as("Three times busy, then Ok.")
                .isEqualTo(new Answer.Ok("done"));
        assertThat(asked)
                .as("Three attempts were answered with Busy, the fourth with Ok.")
                .isEqualTo(4);
        assertThat(waits).as("There is one wait before each retry.").hasSize(3);
    }

    @Test
    void aRefusalIsAnAnswer() throws InterruptedException {
        assertThat(client(0, new Answer.Refused(400), 1).ask("spans"))
                .as("What was refused is returned.")
                .isEqualTo(new Answer.Refused(400));
        assertThat(asked).as("What was refused is not asked again.").isEqualTo(1);
    }

    @Test
    void twoClientsDoNotComeBackInStep() throws InterruptedException {
        assertThat(waitsOf(1))
                .as(
                        "Two clients with different generators come back at different times, not in step with the same waits.")
                .isNotEqualTo(waitsOf(2));
    }

    @Test
    void everyWaitLiesBetweenTheBaseAndThreeTimesTheOneBefore() throws InterruptedException {
        for (int seed = 0; seed < SEEDS; seed++) {
            waits.clear();
            asked = 0;
            client(MANY, BUSY, seed).ask("spans");
            Duration before = BASE;
            for (int i = 0; i < waits.size(); i++) {
                Duration most = before.multipliedBy(3).compareTo(CAP) < 0 ? before.multipliedBy(3) : CAP;
                boolean within =
                        waits.get(i).compareTo(BASE) >= 0 && waits.get(i).compareTo(most) <= 0;
                assertThat(within)
                        .as(
                                "Wait %d, %s, lies between BASE and three times the one before it, %s, and is at most CAP.",
                                i + 1, waits.get(i), before)
                        .isTrue();
                before = waits.get(i);
            }
            assertThat(waits.stream().distinct().count())
                    .as("The waits are drawn, so that hardly two are the same.")
                    .isGreaterThan(waits.size() / 2);
        }
    }

    @Test
    void waitsReachTheCap() throws InterruptedException {
        client(MANY, BUSY, 1).ask("spans");
        assertThat(waits)
                .as("Over an hour some waits come near CAP: the draws go up to three times the one before.")
                .anyMatch(wait -> wait.compareTo(CAP.multipliedBy(3).dividedBy(4)) > 0);
    }

    @Test
    void patienceEndsBeforeTheWaitThatWouldExceedIt() throws InterruptedException {
        for (int seed = 0; seed < SEEDS; seed++) {
            waits.clear();
            asked = 0;
            assertThat(client(MANY, BUSY, seed).ask("spans"))
                    .as("When patience ends, the last Busy is returned.")
                    .isEqualTo(BUSY);
            Duration sum = waits.stream().reduce(Duration.ZERO, Duration::plus);
            assertThat(sum)
                    .as("All waits together are at most the patience, and a wait of CAP would not have fitted.")
                    .isBetween(PATIENCE.minus(CAP), PATIENCE);
        }
    }

    @Test
    void whatTheServerAskedForIsHonoured() throws InterruptedException {
        Duration minute = Duration.ofMinutes(1);
        Answer later = new Answer.Busy(minute);
        PatientClient client =
                new PatientClient(_ -> asked++ < 5 ? later : new Answer.Ok("done"), this::pause, new Random(1));
        client.ask("spans");
        assertThat(waits)
                .as("The server asked for a minute, and that is more than CAP.")
                .hasSize(5)
                .allMatch(minute::equals);
    }

    @Test
    void aShortTimeIsHonouredToo() throws InterruptedException {
        Duration asked = CAP.dividedBy(4);
        Answer later = new Answer.Busy(asked);
        new PatientClient(_ -> this.asked++ < 5 ? later : new Answer.Ok("done"), this::pause, new Random(1))
                .ask("spans");
        assertThat(waits)
                .as("The server asked for %s, and that is less than CAP: no wait is shorter.", asked)
                .hasSize(5)
                .allMatch(wait -> wait.compareTo(asked) >= 0);
    }

    @Test
    void theDrawGoesOnFromWhatWasDrawn() throws InterruptedException {
        Answer later = new Answer.Busy(Duration.ofMinutes(1));
        for (int seed = 0; seed < SEEDS; seed++) {
            waits.clear();
            asked = 0;
            new PatientClient(
                            _ -> asked++ == 0 ? later : asked == 2 ? BUSY : new Answer.Ok("done"),
                            this::pause,
                            new Random(seed))
                    .ask("spans");
            assertThat(waits.getLast())
                    .as(
                            "The first draw was at most 3 * BASE, so the second is at most 9 * BASE, whatever was asked for.")
                    .isLessThanOrEqualTo(BASE.multipliedBy(9));
        }
    }

    @Test
    void whatTheServerAskedForCountsAsWaiting() throws InterruptedException {
        Duration most = PATIENCE.multipliedBy(2).dividedBy(3);
        Answer later = new Answer.Busy(most);
        assertThat(new PatientClient(_ -> later, this::pause, new Random(1)).ask("spans"))
                .as("When patience ends, the last Busy is returned.")
                .isEqualTo(later);
        assertThat(waits)
                .as(
                        "The server asked for two thirds of the patience, each time: one such wait fits into it, two do not.")
                .containsExactly(most);
    }

    @Test
    void eachCallBeginsAnew() throws InterruptedException {
        PatientClient client = new PatientClient(_ -> BUSY, this::pause, new Random(1));
        client.ask("spans");
        for (int call = 0; call < SEEDS; call++) {
            waits.clear();
            client.ask("spans");
            assertThat(waits)
                    .as("Each call has a patience of its own, whatever the one before has waited.")
                    .isNotEmpty();
            assertThat(waits.getFirst())
                    .as("Each call begins anew: its first wait is at most 3 * BASE.")
                    .isLessThanOrEqualTo(BASE.multipliedBy(3));
        }
    }

    @Test
    void anInterruptOfAWaitComesOut() {
        PatientClient client = new PatientClient(
                _ -> BUSY,
                _ -> {
                    throw new InterruptedException("stop");
                },
                new Random(1));
        assertThatThrownBy(() -> client.ask("spans"))
                .as("An interrupt of the wait comes out of `ask`.")
                .isInstanceOf(InterruptedException.class);
    }
}
