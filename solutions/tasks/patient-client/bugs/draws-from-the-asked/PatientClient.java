// The draw goes on from what the server asked for: one long request makes all waits after it long.
package happensbefore.exercises.patientclient;

import java.time.Duration;
import java.util.random.RandomGenerator;

public final class PatientClient {
    /// The shortest wait.
    public static final Duration BASE = Duration.ofMillis(100);
    /// The longest wait that the client chooses by itself.
    public static final Duration CAP = Duration.ofSeconds(20);
    /// The longest time that one call spends waiting.
    public static final Duration PATIENCE = Duration.ofHours(1);

    /// What the server says.
    public sealed interface Answer {
        record Ok(String body) implements Answer {}

        /// Try again, but not before `atLeast` has passed; zero when the server does not care.
        record Busy(Duration atLeast) implements Answer {}

        record Refused(int status) implements Answer {}
    }

    @FunctionalInterface
    public interface Server {
        Answer ask(String request);
    }

    @FunctionalInterface
    public interface Pause {
        void sleep(Duration wait) throws InterruptedException;
    }

    private final Server server;
    private final Pause pause;
    private final RandomGenerator random;

    public PatientClient(Server server, Pause pause, RandomGenerator random) {
        this.server = server;
        this.pause = pause;
        this.random = random;
    }

    /// Asks until the server is not busy, or patience ends.
    ///
    /// @return the last answer
    /// @throws InterruptedException when interrupted while waiting
    public Answer ask(String request) throws InterruptedException {
        long drawn = BASE.toMillis();
        long waited = 0;
        while (true) {
            Answer answer = server.ask(request);
            if (!(answer instanceof Answer.Busy(Duration atLeast))) {
                return answer;
            }
            drawn = random.nextLong(BASE.toMillis(), Math.min(CAP.toMillis(), drawn * 3) + 1);
            long wait = Math.max(drawn, atLeast.toMillis()); drawn = wait;
            if (wait > PATIENCE.toMillis() - waited) {
                return answer;
            }
            waited += wait;
            pause.sleep(Duration.ofMillis(wait));
        }
    }
}
