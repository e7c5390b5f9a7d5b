package happensbefore.otlpsystem.otlp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Stands between a client and a server: takes the first connection and says nothing on it, and passes on all others.
/// Owns its connections and threads, which end with `close`.
final class SilentFirst implements AutoCloseable {
    private final ServerSocket listening;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    SilentFirst(URI server) throws IOException {
        listening = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            try {
                sockets.add(listening.accept());
                while (true) {
                    Socket client = listening.accept();
                    sockets.add(client);
                    Socket behind = new Socket(server.getHost(), server.getPort());
                    sockets.add(behind);
                    pass(client, behind);
                    pass(behind, client);
                }
            } catch (IOException e) {
                // closed
            }
        });
    }

    private static void pass(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try (from;
                    to) {
                from.getInputStream().transferTo(to.getOutputStream());
            } catch (IOException e) {
                // closed
            }
        });
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
