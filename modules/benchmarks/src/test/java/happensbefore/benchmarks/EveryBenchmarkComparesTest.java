package happensbefore.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.benchmarks.Compare.Claim;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

class EveryBenchmarkComparesTest {
    @Test
    void jmh_generated_code_for_every_benchmark_class_and_each_says_what_it_compares() throws Exception {
        List<String> written = classesWithBenchmarks();

        assertThat(written).isNotEmpty();
        assertThat(Comparison.all())
                .extracting(comparison -> comparison.type().getName())
                .containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void a_class_without_compare_is_refused() {
        assertThat(Comparison.problems(String.class)).containsExactly("java.lang.String has no @Compare");
    }

    @Test
    void ours_and_every_peer_must_be_values_of_the_parameter() {
        assertThat(Comparison.problems(Misnamed.class))
                .hasSize(2)
                .anyMatch(problem -> problem.contains("ours, \"Ring\""))
                .anyMatch(problem -> problem.contains("the peer \"Deque\""));
    }

    @Test
    void a_class_without_the_parameter_or_without_a_peer_is_refused() {
        assertThat(Comparison.problems(NoParameter.class))
                .singleElement()
                .asString()
                .contains("no @Param");
        assertThat(Comparison.problems(NoPeer.class)).singleElement().asString().contains("compares with nothing");
    }

    @Compare(question = "?", pattern = "L0", ours = "Ring", against = @Claim(peer = "Deque"))
    static final class Misnamed {
        @Param({"Rings", "Deques"})
        String implementation = "";
    }

    @Compare(question = "?", pattern = "L0", ours = "Ring", against = @Claim(peer = "Deque"))
    static final class NoParameter {}

    @Compare(
            question = "?",
            pattern = "L0",
            ours = "Ring",
            against = {})
    static final class NoPeer {
        @Param("Ring")
        String implementation = "";
    }

    private static List<String> classesWithBenchmarks() throws IOException, URISyntaxException {
        Path root = Path.of(Comparison.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.contains("jmh_generated"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replaceAll("[/\\\\]", "."))
                    .filter(EveryBenchmarkComparesTest::hasBenchmarks)
                    .toList();
        }
    }

    private static boolean hasBenchmarks(String name) {
        try {
            Class<?> type = Class.forName(name, false, Comparison.class.getClassLoader());
            return Arrays.stream(type.getDeclaredMethods())
                    .anyMatch(method -> method.isAnnotationPresent(Benchmark.class));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
