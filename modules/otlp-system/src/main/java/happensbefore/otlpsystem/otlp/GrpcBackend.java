package happensbefore.otlpsystem.otlp;

import happensbefore.otlpsystem.settings.GatewaySettings;
import happensbefore.spanexport.LaneExport;
import happensbefore.spanexport.PartlyRejectedException;
import happensbefore.telemetry.receiver.Signal;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;

/// Sends one signal to one backend, over gRPC: the lane's thread waits for the answer. For any number of threads;
/// the client is not its own.
final class GrpcBackend implements LaneExport<Freight> {
    private final GrpcClient client;
    private final Signal signal;
    private final GatewaySettings.Backend backend;

    GrpcBackend(GrpcClient client, Signal signal, GatewaySettings.Backend backend) {
        this.client = client;
        this.signal = signal;
        this.backend = backend;
    }

    // @start region="export"
    @Override
    public CompletionStage<Boolean> export(Freight freight)
            throws IOException, InterruptedException, TimeoutException, BackendAnswer, PartlyRejectedException {
        GrpcClient.Message message = backend.gzip()
                ? new GrpcClient.Message(List.of(freight.gzip()), true)
                : new GrpcClient.Message(
                        freight.shipments().stream().map(Shipment::request).toList(), false);
        byte[] answer = client.call(signal.grpcPath(), backend.headers(), message);
        long rejected = PartialSuccess.rejected(signal, answer);
        if (rejected > 0) {
            throw new PartlyRejectedException(rejected);
        }
        return CompletableFuture.completedFuture(true);
    }
    // @end
}
