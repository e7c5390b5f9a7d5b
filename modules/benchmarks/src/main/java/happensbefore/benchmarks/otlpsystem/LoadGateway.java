package happensbefore.benchmarks.otlpsystem;

import happensbefore.otlpsystem.Account;
import happensbefore.otlpsystem.LatencyHistogram;
import happensbefore.otlpsystem.otlp.Gateway;
import happensbefore.otlpsystem.settings.SettingsReader;
import happensbefore.telemetry.receiver.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/// A gateway in a process of its own, which answers what its standard input asks, and ends when that does.
public final class LoadGateway {
    private LoadGateway() {}

    /// @param args the settings as YAML
    public static void main(String[] args) throws IOException {
        HeapFloor heap = HeapFloor.watch();
        try (Gateway gateway = Gateway.start(SettingsReader.parse(args[0], "load"));
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(gateway.grpcEndpoint());
            LatencyHistogram before = gateway.delivery().copy();
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                LatencyHistogram since = gateway.delivery().since(before);
                System.out.println(state(gateway.account(Signal.TRACES), since, heap.sinceLastAsked())
                        .toLine());
                if (line.equals("mark")) {
                    before = gateway.delivery().copy();
                }
            }
            boolean _ = gateway.shutdown();
            gateway.accounting().forEach(System.out::println);
        }
    }

    private static LoadState state(Account now, LatencyHistogram delivery, long heap) {
        return new LoadState(
                now.received(),
                now.exported(),
                now.droppedInAll(),
                now.queued(),
                now.inFlight(),
                delivery.quantile(0.5),
                delivery.quantile(0.99),
                heap,
                ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum(),
                ManagementFactory.getThreadMXBean().getThreadCount());
    }
}
