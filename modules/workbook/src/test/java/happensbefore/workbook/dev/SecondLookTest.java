package happensbefore.workbook.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import happensbefore.workbook.dev.DevCheck.Options;
import happensbefore.workbook.ladder.Verdict;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A planted bug that is caught otherwise than declared is tried once more; nothing else is.
class SecondLookTest {
    private static final String CAUGHT = "climb: interleave interleaving";
    private static final String ORIGINAL = "exercises/lock-free/hit-counter/original/HitCounter.java";
    private static final String SOLUTION = "solutions/src/main/java/happensbefore/exercises/hitcounter/HitCounter.java";
    private static final String BUG = "solutions/lock-free/id-pool/bugs/no-lock/IdPool.java";

    private final StringWriter out = new StringWriter();
    private final SayingProver prover = new SayingProver();
    private FixtureProject project;

    @BeforeEach
    void makeProject(@TempDir Path root) throws IOException {
        project = FixtureProject.in(root);
    }

    @Test
    void theSecondLookDecidesForTheBug() throws Exception {
        project.replace(BUG, CAUGHT, "climb: interleave deadlock");
        assertThat(check(1, this::mendedAfterTheFirstLook)).isEmpty();
        assertThat(out.toString())
                .contains(
                        "seen:     failed at interleave with deadlock",
                        "It is caught, and tried once more.",
                        "6 planted bugs caught",
                        "1 caught otherwise than declared at first: find out why");
    }

    @Test
    void theSecondLookDecidesAgainstTheBug() throws Exception {
        project.replace(BUG, CAUGHT, "climb: interleave deadlock");
        assertThat(check(1, prover))
                .extracting(Refusal::where, Refusal::seen)
                .containsExactly(tuple("id-pool, bug no-lock", "failed at interleave with deadlock: as it says"));
    }

    @Test
    void aBugThatPassesOnceIsRefused() throws Exception {
        project.replace(BUG, CAUGHT, "climb: passes");
        assertThat(check(1, this::mendedAfterTheFirstLook))
                .extracting(Refusal::where)
                .containsExactly("id-pool, bug no-lock");
    }

    @Test
    void aBugThatIsCaughtBelowItsRungOnceIsRefused() throws Exception {
        project.replace(BUG, CAUGHT, "climb: behave test-failed");
        assertThat(check(1, this::mendedAfterTheFirstLook))
                .extracting(Refusal::where)
                .containsExactly("id-pool, bug no-lock");
    }

    @Test
    void anOriginalAndASolutionGetOneLook() throws Exception {
        project.replace(ORIGINAL, CAUGHT, "climb: interleave deadlock");
        project.replace(SOLUTION, "climb: passes", "climb: interleave deadlock");
        assertThat(check(1, prover))
                .extracting(Refusal::where)
                .containsExactly("hit-counter, original", "hit-counter, solution");
        assertThat(prover.climbed).hasSize(10);
    }

    @Test
    void underRepeatEveryTimeCounts() throws Exception {
        project.replace(BUG, CAUGHT, "climb: interleave deadlock");
        assertThat(check(2, this::mendedAfterTheFirstLook)).hasSize(2);
    }

    private void mendedAfterTheFirstLook(List<Claim> claims, BiConsumer<Claim, Verdict> verdicts) {
        prover.prove(claims, verdicts);
        try {
            project.write(BUG, Files.readString(project.path(BUG)).replaceFirst("climb: [^\"]*", CAUGHT));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Refusal> check(int repeat, Prover prover) throws IOException, InterruptedException {
        return new DevCheck(project.workspace(), prover, new PrintWriter(out))
                .run(new Options(Set.of(), false, false, repeat));
    }
}
