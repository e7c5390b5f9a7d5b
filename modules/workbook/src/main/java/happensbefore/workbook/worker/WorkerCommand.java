package happensbefore.workbook.worker;

import happensbefore.workbook.catalog.Workspace;
import happensbefore.workbook.compile.ClassPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How a worker JVM is started.
///
/// @param classPath what it runs with, apart from its slot
/// @param heapMegabytes the most the reader's code may fill
/// @param temporary where slots are made, first choice first; unwritable ones are passed over
public record WorkerCommand(ClassPath classPath, int heapMegabytes, List<Path> temporary) {
    /// A file in the worker's temporary directory.
    static final String CRASH_REPORT = "crash.log";

    private static final List<String> FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-XX:+EnableDynamicAgentLoading",
            "-Djdk.attach.allowAttachSelf=true", // the model checker would start a process to be attached
            "--sun-misc-unsafe-memory-access=allow",
            "-XX:-RestrictContended",
            "--enable-native-access=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.base/jdk.internal.vm=ALL-UNNAMED",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:-PrintWarnings", // the model checker's agent makes the JVM warn on standard output
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-Djdk.trackAllThreads=true",
            "-Djava.awt.headless=true",
            "-Dfile.encoding=UTF-8",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8");

    /// The runner's own class path, and temporary directories that are usual.
    public static WorkerCommand ofThisProcess(Workspace workspace) {
        return new WorkerCommand(
                ClassPath.ofThisProcess(),
                512,
                List.of(
                        Path.of(System.getProperty("java.io.tmpdir")),
                        workspace.state().resolve("tmp"),
                        Path.of(System.getProperty("user.home"), ".cache", "happens-before")));
    }

    /// A new empty directory, in the first place that takes it.
    ///
    /// @throws IOException naming every place when none does
    Path newDirectory() throws IOException {
        List<String> refusals = new ArrayList<>();
        for (Path place : temporary) {
            try {
                Files.createDirectories(place);
                return Files.createTempDirectory(place, "workbook-");
            } catch (IOException e) {
                refusals.add(e.toString());
            }
        }
        throw new IOException("No temporary directory can be made: " + String.join("; ", refusals));
    }

    List<String> arguments(Start start, Path slot, Path temp, int port, String token) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + heapMegabytes + "m");
        command.addAll(FLAGS);
        command.addAll(start.jit().flags());
        command.add("-XX:ErrorFile=" + temp.resolve(CRASH_REPORT));
        command.add("-Djava.io.tmpdir=" + temp);
        command.add("-cp");
        command.add(classPath.startingWith(slot).joined());
        command.add(WorkerMain.class.getName());
        command.add(String.valueOf(port));
        command.add(token);
        command.add(start.warmth().name());
        return command;
    }
}
