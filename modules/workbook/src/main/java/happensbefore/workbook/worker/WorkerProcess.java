package happensbefore.workbook.worker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The runner's handle of one worker JVM: its process, its slot, its channel and its output.
///
/// Used by one climb at a time; `close` may come from any thread, and leaves no process and no file behind.
public final class WorkerProcess implements AutoCloseable {
    /// What came in: a reply, or null when the channel ended.
    record Event(@Nullable Reply reply) {}

    private static final Duration START = Duration.ofSeconds(60);
    private static final String TEMPORARY = "tmp";
    private static final int CRASH_LINES = 80;

    private final Jit jit;
    private final Path directory;
    private final Path slot;
    private final Process process;
    private final OutputCapture output;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CountDownLatch warm = new CountDownLatch(1);
    private volatile @Nullable Channel channel;
    private volatile boolean closed;

    private WorkerProcess(Jit jit, Path directory, Path slot, Process process) {
        this.jit = jit;
        this.directory = directory;
        this.slot = slot;
        this.process = process;
        this.output = new OutputCapture(process.getInputStream(), "workbook-output-" + process.pid());
    }

    /// Starts a worker; it warms up while the caller goes on.
    ///
    /// @throws IOException when no process or no directory can be made
    public static WorkerProcess start(WorkerCommand command, Start start) throws IOException {
        Path directory = command.newDirectory();
        Path slot = Files.createDirectory(directory.resolve("slot"));
        Path temp = Files.createDirectory(directory.resolve(TEMPORARY));
        String token = UUID.randomUUID().toString();
        ServerSocket server = new ServerSocket();
        try {
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            ProcessBuilder builder =
                    new ProcessBuilder(command.arguments(start, slot, temp, server.getLocalPort(), token));
            builder.redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.equals("JAVA_TOOL_OPTIONS"));
            Process process = builder.start();
            process.getOutputStream().close();
            WorkerProcess worker = new WorkerProcess(start.jit(), directory, slot, process);
            Thread receiver = new Thread(() -> worker.receive(server, token), "workbook-worker-" + process.pid());
            receiver.setDaemon(true);
            receiver.start();
            return worker;
        } catch (IOException e) {
            server.close();
            deleteTree(directory);
            throw e;
        }
    }

    private void receive(ServerSocket server, String token) {
        try (server) {
            server.setSoTimeout(Math.toIntExact(START.toMillis()));
            CompletableFuture<?> _ = process.onExit().thenRun(() -> closeQuietly(server));
            Channel accepted = accept(server, token);
            channel = accepted;
            if (closed) {
                accepted.close();
            }
            while (true) {
                events.add(new Event(accepted.receive(Reply.class)));
                warm.countDown();
            }
        } catch (IOException e) {
            events.add(new Event(null));
            warm.countDown();
        }
    }

    /// The first connection that knows the token.
    private static Channel accept(ServerSocket server, String token) throws IOException {
        while (true) {
            Socket socket = server.accept();
            Channel candidate = new Channel(socket);
            if (token.equals(candidate.receive(String.class))) {
                return candidate;
            }
            candidate.close();
        }
    }

    private static void closeQuietly(ServerSocket server) {
        try {
            server.close();
        } catch (IOException e) {
            // Closing is all that was wanted.
        }
    }

    /// Puts class files where the worker's class loader finds them.
    synchronized void load(Map<String, byte[]> classes) throws IOException {
        if (closed) {
            throw new IOException("The worker was ended");
        }
        for (Map.Entry<String, byte[]> each : classes.entrySet()) {
            Path file = slot.resolve(each.getKey().replace('.', '/') + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, each.getValue());
        }
    }

    void send(Request request) throws IOException {
        Channel open = channel;
        if (open == null) {
            throw new IOException("The worker has not connected");
        }
        open.send(request);
    }

    /// The next event, or null when none came in time.
    @Nullable
    Event next(Duration bound) throws InterruptedException {
        return events.poll(bound.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Waits until it is warm.
    ///
    /// @throws IOException with what it said, when it did not come up
    public void awaitReady() throws IOException, InterruptedException {
        Event first = next(START);
        if (first == null) {
            throw new IOException(
                    "The worker JVM did not start: it gave no sign in " + START.toSeconds() + " s" + said());
        }
        if (!(first.reply() instanceof Reply.Ready)) {
            int code = exitCode();
            output.join(1_000);
            throw new IOException("The worker JVM ended while it started: "
                    + (code < 0 ? "it closed its channel" : "exit code " + code) + said());
        }
    }

    private String said() {
        String text = output.text();
        return text.isBlank() ? ", without a word" : ", after it had said:\n" + text;
    }

    /// Waits until it is warm, or has failed to become so.
    void awaitWarm() throws InterruptedException {
        warm.await();
    }

    OutputCapture output() {
        return output;
    }

    /// Waits a moment for the end; -1 while it still runs.
    int exitCode() throws InterruptedException {
        return process.waitFor(5, TimeUnit.SECONDS) ? process.exitValue() : -1;
    }

    /// What the JVM wrote when it crashed, up to where its registers come; empty when it did not crash.
    String crashReport() {
        try (Stream<String> lines = Files.lines(slot.resolveSibling(TEMPORARY).resolve(WorkerCommand.CRASH_REPORT))) {
            return lines.takeWhile(line -> !line.startsWith("siginfo:") && !line.startsWith("Registers:"))
                    .limit(CRASH_LINES)
                    .collect(Collectors.joining("\n"));
        } catch (IOException | UncheckedIOException e) {
            return "";
        }
    }

    public Jit jit() {
        return jit;
    }

    public long pid() {
        return process.pid();
    }

    /// Whoever comes second waits for the first: what is returned from is over.
    @Override
    public synchronized void close() {
        closed = true;
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Channel open = channel;
        if (open != null) {
            open.close();
        }
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        try {
            deleteTree(directory);
        } catch (UncheckedIOException | IOException e) {
            // A file that cannot be removed is the operating system's to clean up.
        }
    }

    private static void deleteTree(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
