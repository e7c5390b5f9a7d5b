package happensbefore.workbook.ladder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import happensbefore.workbook.Interrupts;
import happensbefore.workbook.catalog.Catalog;
import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.catalog.Workspace;
import happensbefore.workbook.cli.Main;
import happensbefore.workbook.compile.ClassPath;
import happensbefore.workbook.worker.Jit;
import happensbefore.workbook.worker.Start;
import happensbefore.workbook.worker.WorkerCommand;
import happensbefore.workbook.worker.WorkerProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// No worker outlives the runner, however either ends.
class WorkersEndTest {
    private static final Exercise EXERCISE = Fixture.exercise(Duration.ofSeconds(60), Rung.BEHAVE);
    private static final Duration LONG = Duration.ofSeconds(60);

    private static final Start START = new Start(Jit.QUICK, Start.Warmth.TESTS);

    @TempDir
    static Path temp;

    private static Fixture fixture;

    @BeforeAll
    static void compile() {
        fixture = Fixture.compileIn(temp);
    }

    @Test
    void closeEndsEveryWorkerAndRemovesItsFiles() throws IOException {
        List<ProcessHandle> before = children();
        try (LocalLadder ladder = new LocalLadder(fixture.command())) {
            ladder.prepare(EXERCISE);
            assertThat(newChildren(before)).hasSize(1);
        }
        await().atMost(LONG).until(() -> newChildren(before).isEmpty());
        try (Stream<Path> left = Files.list(temp.resolve("workers"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void anInterruptEndsTheClimbAndItsWorker() {
        List<ProcessHandle> before = children();
        try (LocalLadder ladder = new LocalLadder(fixture.command())) {
            Path sources = fixture.sources(Fixture.box("while (count >= 0) {} return 0;"));
            Thread caller = Thread.currentThread();
            assertThatThrownBy(() -> ladder.climb(EXERCISE, sources, Rung.SPEED, new Ladder.Listener() {
                        @Override
                        public void started(Rung rung) {
                            if (rung == Rung.BEHAVE) {
                                caller.interrupt();
                            }
                        }
                    }))
                    .isInstanceOf(InterruptedException.class);
        }
        await().atMost(LONG).until(() -> newChildren(before).isEmpty());
    }

    @Test
    void aCloseInterruptsTheClimbUnderWay() throws Exception {
        LocalLadder ladder = new LocalLadder(fixture.command());
        Path sources = fixture.sources(Fixture.box("while (count >= 0) {} return 0;"));
        try (ExecutorService closer = Executors.newSingleThreadExecutor()) {
            assertThatThrownBy(() -> ladder.climb(EXERCISE, sources, Rung.SPEED, new Ladder.Listener() {
                        @Override
                        public void started(Rung rung) {
                            if (rung == Rung.BEHAVE) {
                                closer.execute(ladder::close);
                            }
                        }
                    }))
                    .isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void aCloseBeforeTheClimbInterruptsIt() {
        LocalLadder ladder = new LocalLadder(fixture.command());
        Path sources = fixture.sources(Fixture.solution());
        ladder.close();
        ladder.prepare(EXERCISE);
        assertThatThrownBy(() -> ladder.climb(EXERCISE, sources, Rung.SPEED, Ladder.Listener.SILENT))
                .isInstanceOf(InterruptedException.class);
        List<Climb> many = List.of(new Climb(EXERCISE, sources, Rung.SPEED, Sampling.SHORT));
        assertThatThrownBy(() -> ladder.climbAll(many, (_, _) -> {})).isInstanceOf(InterruptedException.class);
    }

    @Test
    void aWorkerEndsByItselfWhenTheRunnerIsKilled() throws IOException {
        Process runner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Runner.class.getName(),
                        temp.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        ProcessHandle worker;
        try (BufferedReader said = runner.inputReader()) {
            worker = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
            assertThat(said.readLine()).isEqualTo("warm");
            assertThat(worker.isAlive()).isTrue();
        } finally {
            runner.destroyForcibly();
        }
        await().atMost(LONG).until(() -> !worker.isAlive());
    }

    /// A runner that starts a worker, tells its process id, and waits to be killed.
    static final class Runner {
        public static void main(String[] arguments) throws Exception {
            Path root = Path.of(arguments[0]);
            WorkerCommand usual = Fixture.compiledIn(root).command();
            WorkerCommand command =
                    new WorkerCommand(usual.classPath(), usual.heapMegabytes(), List.of(root.resolve("killed")));
            try (WorkerProcess worker = WorkerProcess.start(command, START)) {
                System.out.println(worker.pid());
                worker.awaitReady();
                System.out.println("warm");
                new java.util.concurrent.CountDownLatch(1).await();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"INT, check --nightly", "TERM, check --nightly", "TERM, latency"})
    void aSignalDuringACheckEndsTheRunnerAndItsWorkers(String signal, String command)
            throws IOException, InterruptedException {
        assumeFalse(signal.equals("INT") && Interrupts.areIgnored(), "started in the background: SIGINT is ignored");
        Workspace workspace = Workspace.around(Path.of("")).orElseThrow();
        String id = Catalog.load(workspace).exercises().getFirst().id();
        Path said = temp.resolve("said");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + temp,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "dev"));
        line.addAll(List.of(command.split(" ")));
        line.addAll(List.of("--only", id));
        ProcessBuilder builder =
                new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("WORKBOOK_ROOT", workspace.root().toString());
        Process runner = builder.start();
        try {
            await().atMost(LONG).until(() -> aClimbIsUnderWay() && workersOf(runner) > 0);
            new ProcessBuilder("kill", "-" + signal, String.valueOf(runner.pid()))
                    .start()
                    .waitFor();
            await().atMost(LONG).until(() -> !runner.isAlive());
            await().atMost(LONG).until(() -> workersOf(runner) == 0);
            assertThat(runner.exitValue()).isEqualTo(signal.equals("INT") ? 130 : 143);
            assertThat(Files.readString(said))
                    .doesNotContain("planted bugs caught", "Exception", "failed")
                    .contains("Stopped. Nothing unfinished is kept.");
            assertThat(workerDirectories()).isEmpty();
        } finally {
            runner.destroyForcibly();
        }
    }

    /// A worker has been handed classes to judge.
    private static boolean aClimbIsUnderWay() throws IOException {
        for (Path directory : workerDirectories()) {
            try (Stream<Path> files = Files.walk(directory.resolve("slot"))) {
                if (files.anyMatch(file -> file.toString().endsWith(".class"))) {
                    return true;
                }
            } catch (NoSuchFileException | UncheckedIOException e) {
                // That worker has ended.
            }
        }
        return false;
    }

    private static List<Path> workerDirectories() throws IOException {
        try (Stream<Path> files = Files.list(temp)) {
            return files.filter(file -> file.getFileName().toString().startsWith("workbook-"))
                    .toList();
        }
    }

    /// Workers live in the runner's temporary directory, which their command lines name.
    private long workersOf(Process runner) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != runner.pid() && process.isAlive())
                .filter(process -> process.info()
                        .commandLine()
                        .orElse("")
                        .contains(temp.resolve("workbook-").toString()))
                .count();
    }

    @Test
    void aFolderThatTakesNoFilesIsPassedOver() throws IOException, InterruptedException {
        Path file = Files.writeString(temp.resolve("file"), "");
        WorkerCommand usual = fixture.command();
        List<Path> places = List.of(file.resolve("below-a-file"), temp.resolve("workers"));
        WorkerCommand command = new WorkerCommand(usual.classPath(), usual.heapMegabytes(), places);
        try (LocalLadder ladder = new LocalLadder(command)) {
            Path sources = fixture.sources(Fixture.solution());
            assertThat(ladder.climb(EXERCISE, sources, Rung.SPEED, Ladder.Listener.SILENT)
                            .solved())
                    .isTrue();
        }
        WorkerCommand nowhere = new WorkerCommand(usual.classPath(), usual.heapMegabytes(), places.subList(0, 1));
        try (LocalLadder ladder = new LocalLadder(nowhere)) {
            Verdict verdict =
                    ladder.climb(EXERCISE, fixture.sources(Fixture.solution()), Rung.SPEED, Ladder.Listener.SILENT);
            Finding finding = LocalLadderTest.failure(verdict, Rung.BEHAVE, FindingKind.CHECK_FAILED);
            assertThat(finding.headline()).contains("No temporary directory can be made", "below-a-file");
        }
    }

    @Test
    void aWorkerThatEndsWhileItStartsIsToldWithWhatItSaid() throws InterruptedException {
        WorkerCommand broken = new WorkerCommand(new ClassPath(List.of()), 64, List.of(temp.resolve("workers")));
        try (LocalLadder ladder = new LocalLadder(broken)) {
            Verdict verdict =
                    ladder.climb(EXERCISE, fixture.sources(Fixture.solution()), Rung.SPEED, Ladder.Listener.SILENT);
            Finding finding = LocalLadderTest.failure(verdict, Rung.BEHAVE, FindingKind.CHECK_FAILED);
            assertThat(finding.headline())
                    .contains("ended while it started: exit code 1", "Could not find or load main class");
        }
    }

    private static List<ProcessHandle> children() {
        return ProcessHandle.current().children().toList();
    }

    private static List<ProcessHandle> newChildren(List<ProcessHandle> before) {
        return ProcessHandle.current()
                .children()
                .filter(child -> child.isAlive() && !before.contains(child))
                .toList();
    }
}
