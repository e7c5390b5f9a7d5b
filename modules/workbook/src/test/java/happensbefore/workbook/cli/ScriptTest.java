package happensbefore.workbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The `./workbook` script, copied into an empty project, with a JDK and a Maven that only write down
/// how they were called.
class ScriptTest {
    @TempDir
    Path directory;

    private Path root;
    private Path jdk;

    /// What the script printed and exited with.
    private record Ran(int status, String output) {}

    @BeforeEach
    void project() throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "there is no /bin/sh here");
        root = Files.createDirectories(directory.toRealPath().resolve("a project"));
        Path script = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(script.resolve("workbook"))) {
            script = script.resolve("..").normalize();
        }
        Files.copy(script.resolve("workbook"), root.resolve("workbook"));
        for (String source :
                List.of("pom.xml", "modules/workbook/src/main/A.java", "exercises/src/main/java/Mine.java")) {
            Files.createDirectories(root.resolve(source).getParent());
            Files.writeString(root.resolve(source), "");
        }
        jdk = jdk("jdks/good", "25.0.3");
        program("bin/mvn", """
                echo "maven $*" >> '%1$s/calls'
                echo '[INFO] Building Happens-Before: workbook 1 [1/1]'
                mkdir -p '%1$s/modules/workbook/target'
                : > '%1$s/modules/workbook/target/workbook-1.jar'
                printf '%%s' '%1$s/pom.xml' > '%1$s/modules/workbook/target/runner.classpath'
                exit ${MAVEN_STATUS:-0}
                """.formatted(root));
    }

    @Test
    void buildsOnceThenStartsWithoutMaven() throws Exception {
        Ran first = run(Map.of(), "run", "hit-counter");
        assertThat(first.status()).as(first.output()).isZero();
        assertThat(first.output()).contains("\n  workbook\n").contains("java ").contains("Main run hit-counter");
        assertThat(mavenCalls()).isEqualTo(1);

        Ran second = run(Map.of(), "list");
        assertThat(second.output()).doesNotContain("Building").contains("Main list");
        assertThat(mavenCalls()).isEqualTo(1);
    }

    @Test
    void buildsAgainForANewerSourceButNotForTheReadersFile() throws Exception {
        run(Map.of(), "list");
        newer("exercises/src/main/java/Mine.java");
        run(Map.of(), "list");
        assertThat(mavenCalls()).isEqualTo(1);

        newer("modules/workbook/src/main/A.java");
        run(Map.of(), "list");
        assertThat(mavenCalls()).isEqualTo(2);
    }

    @Test
    void worksThroughALinkAndFromElsewhere() throws Exception {
        Path link = Files.createSymbolicLink(directory.toRealPath().resolve("wb"), root.resolve("workbook"));

        Ran ran = run(link, directory, Map.of(), "list");

        assertThat(ran.output()).contains("root " + root).contains("Main list");
    }

    @Test
    void findsAJdkInTheUsualPlacesWhenJavaHomeIsAnother() throws Exception {
        Path old = jdk("jdks-old/old", "17.0.1");

        Ran ran = run(Map.of("JAVA_HOME", old.toString()), "list");

        assertThat(ran.status()).as(ran.output()).isZero();
        assertThat(ran.output()).contains("java " + jdk);
    }

    @Test
    void aGatewayHasAHeapOfItsOwnAndNotTheOptionsOfAShortRun() throws Exception {
        assertThat(run(Map.of(), "gateway").output()).contains("-Xmx256m").doesNotContain("TieredStopAtLevel");
        assertThat(run(Map.of("WORKBOOK_GATEWAY_HEAP", "1g"), "gateway", "--check")
                        .output())
                .contains("-Xmx1g");
        assertThat(run(Map.of(), "list").output()).doesNotContain("-Xmx");
    }

    @Test
    void withoutAJdkSaysWhatToInstall() throws Exception {
        Path none = Files.createDirectories(directory.resolve("none"));

        Ran ran = run(Map.of("JAVA_HOME", "/nowhere", "WORKBOOK_JDK_PLACES", none.toString()), "list");

        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.output())
                .contains("needs a JDK 25")
                .contains("JAVA_HOME is /nowhere")
                .contains("Install one");
    }

    @Test
    void withoutMavenSaysWhatToInstall() throws Exception {
        Files.delete(directory.resolve("bin/mvn"));

        Ran ran = run(Map.of("PATH", withoutMaven()), "list");

        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.output()).contains("Maven was not found").contains("Install Maven");
    }

    @Test
    void aFailedBuildTellsItsLog() throws Exception {
        Ran ran = run(Map.of("MAVEN_STATUS", "1"), "list");

        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.output()).contains("The build failed.").contains(".workbook/build.log");
        assertThat(root.resolve(".workbook/build.log")).content().contains("Building Happens-Before");
        assertThat(root.resolve(".workbook/build.lock")).doesNotExist();
    }

    @Test
    void twoStartsAtOnceBuildOnce() throws Exception {
        Process first = start(root.resolve("workbook"), root, Map.of(), "list");
        Process second = start(root.resolve("workbook"), root, Map.of(), "list");

        assertThat(finished(first).status()).isZero();
        assertThat(finished(second).status()).isZero();
        assertThat(mavenCalls()).isEqualTo(1);
    }

    @Test
    void aLockWhoseOwnerDiedDoesNotCount() throws Exception {
        Process dead = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
        assertThat(dead.waitFor(30, TimeUnit.SECONDS)).isTrue();
        Files.createDirectories(root.resolve(".workbook"));
        Files.writeString(root.resolve(".workbook/build.lock"), dead.pid() + "\n");

        assertThat(run(Map.of(), "list").status()).isZero();
    }

    @Test
    void aStateDirectoryThatCannotBeWrittenIsToldAndNotWaitedFor() throws Exception {
        Path state = Files.createDirectories(root.resolve(".workbook"));
        assertThat(state.toFile().setWritable(false)).isTrue();
        Assumptions.assumeFalse(Files.isWritable(state), "who runs this may write everywhere");

        Ran ran = run(Map.of(), "list");

        assertThat(ran.status()).isEqualTo(3);
        assertThat(ran.output()).contains(".workbook cannot be written").doesNotContain("Waiting");
    }

    private Ran run(Map<String, String> environment, String... arguments) throws Exception {
        return run(root.resolve("workbook"), root, environment, arguments);
    }

    private Ran run(Path script, Path where, Map<String, String> environment, String... arguments) throws Exception {
        return finished(start(script, where, environment, arguments));
    }

    private Process start(Path script, Path where, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("PATH", directory.resolve("bin") + ":" + withoutMaven());
        builder.environment().put("WORKBOOK_JDK_PLACES", jdk.resolveSibling("").toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        return process;
    }

    private static Ran finished(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), output);
    }

    private long mavenCalls() throws IOException {
        return Files.readAllLines(root.resolve("calls")).size();
    }

    /// One second after the build began.
    private void newer(String source) throws IOException {
        Files.setLastModifiedTime(
                root.resolve(source),
                java.nio.file.attribute.FileTime.from(java.time.Instant.now().plusSeconds(1)));
    }

    /// The programs that the script needs, without whatever Java and Maven this machine has.
    private String withoutMaven() throws IOException {
        Path tools = Files.createDirectories(directory.resolve("tools"));
        for (String tool : List.of(
                "sh",
                "dirname",
                "readlink",
                "find",
                "head",
                "tee",
                "mkdir",
                "rm",
                "mv",
                "grep",
                "sleep",
                "stty",
                "cat")) {
            for (String place : List.of("/bin/", "/usr/bin/")) {
                if (Files.exists(Path.of(place + tool)) && !Files.exists(tools.resolve(tool))) {
                    program("tools/" + tool, "exec " + place + tool + " \"$@\"\n");
                }
            }
        }
        return tools.toString();
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = directory.toRealPath().resolve(name);
        program(name + "/bin/java", "echo \"java " + home + " root $WORKBOOK_ROOT $*\"\n");
        program(name + "/bin/javac", "");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private void program(String name, String text) throws IOException {
        Path file = directory.toRealPath().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
