package happensbefore.telemetry.receiver;

import static happensbefore.telemetry.receiver.RawHttp.PROTOBUF;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Ten thousand bad requests leave nothing behind.
@Timeout(120)
class EnduranceTest {
    private static final int LIMIT = 16 * 1024;
    private static final int CLIENTS = 2;
    private static final int EARLY = 3_000;
    private static final int ALL = 10_000;
    /// What lives for seconds only comes and goes by as much; half a KiB left by each request would be more
    /// than three times this.
    private static final long FLAT_BYTES = 1_000_000;

    @Test
    void afterTenThousandBadRequestsGoodOnesAreTakenAndTheMemoryIsFlat() throws Exception {
        // Two of the largest: what one bad request does not give back, later ones miss.
        ReceiverLimits tight = ReceiverLimits.DEFAULT
                .withMaxRequestBytes(LIMIT)
                .withMaxBytesInFlight((long) CLIENTS * 2 * (LIMIT + 8192));
        try (EmbeddedReceiver receiver =
                EmbeddedReceiver.start(ReceiverSettings.anyFreePort().withLimits(tight))) {
            ManagedChannel channel = NettyChannelBuilder.forAddress(
                            "127.0.0.1", receiver.grpcEndpoint().getPort())
                    .usePlaintext()
                    .build();
            try {
                send(receiver, channel, EARLY, 1);
                long early = usedAfterCollection();
                send(receiver, channel, ALL - EARLY, 2);
                await().untilAsserted(
                                () -> assertThat(usedAfterCollection() - early).isLessThan(FLAT_BYTES));

                await().until(() -> answered(receiver.requests()) == ALL);
                assertThat(receiver.requests().refused(Refusal.RECEIVER_FAILED)).isZero();
                assertThat(receiver.requests().refused(Refusal.THROTTLED)).isZero();
                assertThat(receiver.requests().accepted()).isZero();
                TraceServiceGrpc.newBlockingStub(channel).export(Otlp.traces(Otlp.span("over gRPC")));
                try (RawHttp http = new RawHttp(receiver.httpEndpoint())) {
                    http.post(
                            "/v1/traces",
                            PROTOBUF,
                            Otlp.traces(Otlp.span("over HTTP")).toByteArray());
                }
                assertThat(receiver.spans()).extracting(ReceivedSpan::name).containsExactly("over gRPC", "over HTTP");
            } finally {
                channel.shutdownNow();
                assertThat(channel.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private static long answered(RequestCounts requests) {
        return requests.accepted()
                + requests.unanswered()
                + requests.refused().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
    }

    private static void send(EmbeddedReceiver receiver, ManagedChannel channel, int requests, long seed)
            throws Exception {
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int c = 0; c < CLIENTS; c++) {
                long clientSeed = seed * 100 + c;
                running.add(clients.submit(() -> {
                    try (BadRequests bad = new BadRequests(receiver.httpEndpoint(), channel, LIMIT, clientSeed)) {
                        for (int i = 0; i < requests / CLIENTS; i++) {
                            bad.send();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> client : running) {
                client.get();
            }
        }
    }

    private static long usedAfterCollection() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }
}
