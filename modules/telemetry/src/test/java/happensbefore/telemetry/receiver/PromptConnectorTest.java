package happensbefore.telemetry.receiver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What the operating system is told about a connection; how long anything takes is not looked at.
@Timeout(60)
class PromptConnectorTest {
    private final PromptConnector connector = new PromptConnector(new Server(), 0, 1, new HttpConnectionFactory());

    private static final class Silent extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            return false;
        }
    }

    @Test
    void whatWasReadIsAcknowledgedAtOnce() throws IOException {
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (ServerSocketChannel listening = ServerSocketChannel.open().bind(anyPort);
                SocketChannel client = SocketChannel.open(listening.getLocalAddress());
                SocketChannel accepted = listening.accept()) {
            assumeThat(accepted.supportedOptions()).contains(ExtendedSocketOptions.TCP_QUICKACK);
            EndPoint endPoint = endPoint(accepted);
            ByteBuffer buffer = BufferUtil.allocate(16);
            for (byte part = 0; part < 3; part++) {
                accepted.setOption(ExtendedSocketOptions.TCP_QUICKACK, false); // as Linux does with each answer
                assertThat(client.write(ByteBuffer.wrap(new byte[] {part}))).isOne();
                assertThat(endPoint.fill(buffer)).isOne();
                assertThat(accepted.getOption(ExtendedSocketOptions.TCP_QUICKACK))
                        .isTrue();
            }
        }
    }

    @SuppressWarnings("NullAway") // to read takes no selector
    private EndPoint endPoint(SocketChannel accepted) throws IOException {
        return connector.newEndPoint(accepted, null, null);
    }

    @Test
    void aReceiverListensWithSuchAConnector() {
        Handler handler = new Silent();
        ReceiverServer server = ReceiverServer.start(ReceiverSettings.anyFreePort(), handler, new RequestTally());
        try {
            assertThat(handler.getServer().getConnectors()).hasOnlyElementsOfType(PromptConnector.class);
        } finally {
            server.stop();
        }
    }
}
