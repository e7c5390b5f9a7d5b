package happensbefore.stress;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.stress.driver.StressSuite;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.annotations.JCStressTest;

/// A build in which jcstress's annotation processor did not run compiles well and tests nothing:
/// this one fails instead.
class EveryStressTestIsGeneratedTest {
    @Test
    void every_annotated_class_is_in_the_generated_list() throws Exception {
        List<String> annotated = annotatedClasses();

        assertThat(annotated).isNotEmpty();
        assertThat(StressSuite.all()).containsExactlyInAnyOrderElementsOf(annotated);
    }

    private static List<String> annotatedClasses() throws IOException, URISyntaxException {
        Path root = Path.of(StressSuite.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".class"))
                    .map(file -> className(root.relativize(file)))
                    .filter(EveryStressTestIsGeneratedTest::isStressTest)
                    .sorted()
                    .toList();
        }
    }

    private static String className(Path file) {
        String path = file.toString();
        return path.substring(0, path.length() - ".class".length())
                .replace(file.getFileSystem().getSeparator(), ".");
    }

    private static boolean isStressTest(String name) {
        try {
            return Class.forName(name, false, StressSuite.class.getClassLoader())
                    .isAnnotationPresent(JCStressTest.class);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }
}
