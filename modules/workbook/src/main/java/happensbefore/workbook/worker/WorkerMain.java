package happensbefore.workbook.worker;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jline.utils.Signals;

/// The worker's `main`: warms up, then serves climbs one after the other until the runner is gone.
///
/// Ends as soon as its channel closes, whatever the reader's code does.
public final class WorkerMain {
    /// The exit status of a worker that has failed itself, as its output says.
    static final int BROKEN = 70;

    private WorkerMain() {}

    /// @param arguments the runner's port, the token that this worker was given, and its warmth
    public static void main(String[] arguments) {
        PrintStream own =
                System.err; // the reader's code may set another one, and a handler that swallows what is uncaught
        try {
            serve(arguments);
        } catch (Throwable e) {
            e.printStackTrace(own);
            own.flush();
            Runtime.getRuntime().halt(BROKEN);
        }
    }

    private static void serve(String[] arguments) throws IOException, InterruptedException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        Signals.register("INT", () -> {}); // Ctrl-C reaches this JVM, too: the runner says when it is to end
        System.setIn(InputStream.nullInputStream());
        Channel channel = new Channel(socket);
        channel.send(arguments[1]);
        BlockingQueue<Request> requests = new ArrayBlockingQueue<>(8);
        Thread receiver = new Thread(() -> receive(channel, requests), "workbook-receiver");
        receiver.setDaemon(true);
        receiver.start();
        WarmUp.run(Start.Warmth.valueOf(arguments[2]));
        channel.send(new Reply.Ready());
        try (Guard guard = new Guard(channel)) {
            while (true) {
                guard.climb(requests.take());
            }
        }
    }

    private static void receive(Channel channel, BlockingQueue<Request> requests) {
        try {
            while (true) {
                requests.put(channel.receive(Request.class));
            }
        } catch (IOException | InterruptedException | Error e) {
            Runtime.getRuntime().halt(0);
        }
    }
}
