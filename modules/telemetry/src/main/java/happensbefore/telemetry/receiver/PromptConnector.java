package happensbefore.telemetry.receiver;

import java.io.IOException;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/// Accepts connections whose bytes are acknowledged as soon as they are read.
///
/// A client that does not set TCP_NODELAY, as the SDK's exporters do not, writes a request of more than 8 KiB in
/// parts, and keeps the last one back until those before it are acknowledged (RFC 896). The acknowledgment in turn
/// waits for an answer to travel with (RFC 1122, 4.2.3.2), on Linux for 40 ms: each such request would take as long.
///
/// Linux forgets the option with each answer, so each read sets it again. Other systems have no such option.
final class PromptConnector extends ServerConnector {
    private static final SocketOption<Boolean> AT_ONCE = ExtendedSocketOptions.TCP_QUICKACK;

    PromptConnector(Server server, int acceptors, int selectors, ConnectionFactory... protocols) {
        super(server, null, null, null, acceptors, selectors, protocols);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key)
            throws IOException {
        SocketChannelEndPoint endPoint = channel.supportedOptions().contains(AT_ONCE)
                ? new Prompt(channel, selector, key)
                : new SocketChannelEndPoint(channel, selector, key, getScheduler());
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    private final class Prompt extends SocketChannelEndPoint {
        Prompt(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
            super(channel, selector, key, PromptConnector.this.getScheduler());
        }

        @Override
        public int fill(ByteBuffer buffer) throws IOException {
            int read = super.fill(buffer);
            if (read > 0) {
                getChannel().setOption(AT_ONCE, true);
            }
            return read;
        }
    }
}
