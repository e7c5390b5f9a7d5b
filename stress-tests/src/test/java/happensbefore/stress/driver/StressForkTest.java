package happensbefore.stress.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jcstress.infra.processors.JCStressTestProcessor;

/// The driver must be able to fail: each broken fixture is compiled with jcstress's processor and run in a fork.
class StressForkTest {
    private static final Path FIXTURES = Path.of("src/test/resources/fixtures");
    /// For the fixtures that hang: no longer than it takes to see that they do.
    private static final Duration LITTLE_PATIENCE = Duration.ofSeconds(1);

    @TempDir
    static Path classes;

    @BeforeAll
    static void compileTheFixtures() throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-d", classes.toString(),
                "-cp", System.getProperty("java.class.path"),
                "-processor", JCStressTestProcessor.class.getName()));
        try (Stream<Path> sources = Files.list(FIXTURES)) {
            sources.forEach(source -> arguments.add(source.toString()));
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(status).isZero();
        Files.delete(classes.resolve("fixtures/MissingClassStress$Subject.class"));
    }

    @Test
    void a_correct_test_passes() throws Exception {
        StressResult result = fork("SynchronizedIncrementsAreKeptStress", 1000);

        assertThat(result.verdict()).isEqualTo(StressVerdict.PASSED);
        assertThat(result.samples()).isPositive();
    }

    @Test
    void a_forbidden_outcome_fails_with_its_description() throws Exception {
        StressResult result = fork("UnsynchronizedIncrementsAreLostStress", 20_000);

        assertThat(result.verdict()).isEqualTo(StressVerdict.FORBIDDEN);
        assertThat(result.violations()).singleElement().satisfies(seen -> {
            assertThat(seen.id()).isEqualTo("1");
            assertThat(seen.description()).isEqualTo("One increment overwrote the other.");
            assertThat(seen.count()).isPositive();
        });
    }

    @Test
    void an_outcome_that_was_not_declared_fails() throws Exception {
        StressResult result = fork("UndeclaredOutcomeStress", 500);

        assertThat(result.verdict()).isEqualTo(StressVerdict.FORBIDDEN);
        assertThat(result.violations()).extracting(StressOutcome::id).containsExactly("1, 2");
    }

    @Test
    void an_actor_that_throws_fails_with_its_stack_trace() throws Exception {
        StressResult result = fork("ThrowingActorStress", 20_000);

        assertThat(result.verdict()).isEqualTo(StressVerdict.ERROR);
        assertThat(String.join("\n", result.messages())).contains("the actor broke", "ThrowingActorStress.first");
    }

    @Test
    void an_actor_that_never_ends_fails_and_its_place_is_told() throws Exception {
        StressResult result = fork("NeverEndingActorStress", 500, LITTLE_PATIENCE);

        assertThat(result.verdict()).isEqualTo(StressVerdict.HUNG);
        assertThat(String.join("\n", result.messages())).contains("NeverEndingActorStress.first");
    }

    @Test
    void a_reader_that_is_never_told_to_stop_is_stale() throws Exception {
        StressResult result = fork("NeverSignalledReaderStress", 500, LITTLE_PATIENCE);

        assertThat(result.verdict()).isEqualTo(StressVerdict.FORBIDDEN);
        assertThat(result.violations()).extracting(StressOutcome::id).containsExactly("STALE");
    }

    @Test
    @Timeout(60)
    void a_reader_that_goes_on_computing_is_stale_before_the_patience_ends() throws Exception {
        StressResult result = fork("NeverSignalledReaderStress", 500, Duration.ofMinutes(10));

        assertThat(result.violations()).extracting(StressOutcome::id).containsExactly("STALE");
    }

    @Test
    void a_class_that_does_not_link_fails() throws Exception {
        StressResult result = fork("MissingClassStress", 500);

        assertThat(result.verdict()).isEqualTo(StressVerdict.API_MISMATCH);
        assertThat(String.join("\n", result.messages())).contains("Subject");
    }

    @Test
    void a_test_that_does_not_exist_fails() throws Exception {
        StressResult result = fork("NoSuchStress", 500);

        assertThat(result.verdict()).isEqualTo(StressVerdict.NOT_RUN);
    }

    private static StressResult fork(String fixture, int budgetMillis) throws Exception {
        return fork(fixture, budgetMillis, StressDriver.PATIENCE);
    }

    private static StressResult fork(String fixture, int budgetMillis, Duration patience) throws Exception {
        String classPath = classes + System.getProperty("path.separator") + System.getProperty("java.class.path");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-RestrictContended",
                        "-cp",
                        classPath,
                        StressFork.class.getName(),
                        "fixtures." + fixture,
                        String.valueOf(budgetMillis),
                        String.valueOf(JcstressConfig.unified()),
                        String.valueOf(patience.toMillis()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = process.inputReader()) {
            StressResult last = StressResult.without(
                    fixture, StressVerdict.ERROR, Duration.ZERO, "the fork ended without a final report");
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                Optional<StressFork.Line> report = StressFork.decode(line);
                if (report.isPresent() && report.get().last()) {
                    last = report.get().result();
                }
            }
            assertThat(process.waitFor()).isEqualTo(last.passed() ? 0 : 1);
            return last;
        } finally {
            process.destroyForcibly();
        }
    }
}
