package happensbefore.workbook.dev;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.testkit.build.Built;
import happensbefore.testkit.build.Content;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two small modules under this project's own `pom.xml`, built by Maven again and again.
@Timeout(900)
class WarmBuildTest {
    @TempDir
    private Path project;

    @Test
    void onlyWhatCouldHaveChangedIsTestedAgain() throws Exception {
        makeProject();

        assertThat(verify("-Dtest=*Test")).as("chosen tests").isEqualTo("up ran, down ran: passed");
        assertThat(verify()).as("chosen tests are not remembered").isEqualTo("up ran, down ran: passed");
        assertThat(verify()).as("nothing changed").isEqualTo("up not run, down not run: passed");

        write("up/src/main/java/Up.java", "public final class Up { public static int sum() { return 5; } }");
        assertThat(verify()).as("an upstream class changed").isEqualTo("up ran, down ran: failed");
        assertThat(verify()).as("a failure is not remembered").isEqualTo("up not run, down ran: failed");
    }

    /// What ran, as the tests themselves say: each leaves a file.
    private String verify(String... options) throws IOException, InterruptedException {
        // The formatter is no part of a fresh machine's build.
        List<String> command = new ArrayList<>(List.of("mvn", "-o", "-q", "-B", "-P!format", "verify"));
        command.addAll(List.of(options));
        String repository = System.getProperty("localRepository");
        if (repository != null) {
            command.add("-Dmaven.repo.local=" + repository);
        }
        Path output = project.resolve("output.txt");
        Process maven = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(maven.waitFor(200, TimeUnit.SECONDS)).as("Maven ends").isTrue();
        } finally {
            maven.descendants().forEach(ProcessHandle::destroyForcibly);
            maven.destroyForcibly();
        }
        String told = Files.readString(output, StandardCharsets.UTF_8);
        return ran("up", told) + ", " + ran("down", told) + ": " + (maven.exitValue() == 0 ? "passed" : "failed");
    }

    private String ran(String module, String told) throws IOException {
        boolean ran = Files.deleteIfExists(project.resolve(module).resolve("target/ran"));
        boolean saidNot = told.contains(module + ": tests not run: ");
        assertThat(saidNot).as(told).isNotEqualTo(ran);
        return module + (ran ? " ran" : " not run");
    }

    private void makeProject() throws IOException, URISyntaxException {
        Path root = RealExercises.here().root();
        String pom = Files.readString(root.resolve("pom.xml"));
        write(
                "pom.xml",
                pom.replaceFirst(
                                "(?s)<modules>.*?</modules>",
                                "<modules><module>up</module><module>down</module></modules>")
                        // A compiler without its checkers is quicker.
                        .replaceFirst("(?s)<compilerArgs>.*?</compilerArgs>", "")
                        .replaceFirst("(?s)<annotationProcessorPaths>.*?</annotationProcessorPaths>", ""));
        write(".mvn/jvm.config", Files.readString(root.resolve(".mvn/jvm.config")));
        copyTheToolTo(project.resolve("modules/testkit/target/classes"));
        write("up/pom.xml", module("up", ""));
        write("up/src/main/java/Up.java", "public final class Up { public static int sum() { return 4; } }");
        write("up/src/test/java/UpTest.java", test("UpTest", "Up.sum() > 0"));
        write("down/pom.xml", module("down", """
                <dependency><groupId>happensbefore</groupId><artifactId>up</artifactId><version>1.0.0-SNAPSHOT</version></dependency>
                """));
        write("down/src/test/java/DownTest.java", test("DownTest", "Up.sum() == 4"));
    }

    private static void copyTheToolTo(Path classes) throws IOException, URISyntaxException {
        Path from = Path.of(Content.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        for (Map.Entry<String, byte[]> file : Built.files(from).entrySet()) {
            if (file.getKey().startsWith("happensbefore/testkit/build/")) {
                Path copy = classes.resolve(file.getKey());
                Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                Files.write(copy, file.getValue());
            }
        }
    }

    private static String module(String name, String dependency) {
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <parent>
                    <groupId>happensbefore</groupId>
                    <artifactId>happens-before</artifactId>
                    <version>1.0.0-SNAPSHOT</version>
                  </parent>
                  <artifactId>%s</artifactId>
                  <dependencies>
                    %s
                    <dependency>
                      <groupId>org.junit.jupiter</groupId>
                      <artifactId>junit-jupiter</artifactId>
                      <scope>test</scope>
                    </dependency>
                  </dependencies>
                </project>
                """.formatted(name, dependency);
    }

    private static String test(String name, String claim) {
        return """
                import java.nio.file.Files;
                import java.nio.file.Path;
                import org.junit.jupiter.api.Assertions;
                import org.junit.jupiter.api.Test;

                class %s {
                    @Test
                    void holds() throws Exception {
                        Files.writeString(Path.of("target/ran"), "");
                        Assertions.assertTrue(%s);
                    }
                }
                """.formatted(name, claim);
    }

    private void write(String path, String text) throws IOException {
        Path file = project.resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, text);
    }
}
