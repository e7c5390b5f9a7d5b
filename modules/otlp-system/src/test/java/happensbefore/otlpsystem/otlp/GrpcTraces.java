package happensbefore.otlpsystem.otlp;

import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.TraceServiceGrpc;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/// A backend for traces, made of grpc-java alone.
final class GrpcTraces implements AutoCloseable {
    private final List<ExportTraceServiceRequest> requests = new CopyOnWriteArrayList<>();
    private final List<Metadata> headers = new CopyOnWriteArrayList<>();
    private final Server server;

    private GrpcTraces(Function<ExportTraceServiceRequest, ExportTraceServiceResponse> answer) throws IOException {
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .maxInboundMessageSize(64 << 20)
                .addService(new TraceServiceGrpc.TraceServiceImplBase() {
                    @Override
                    public void export(
                            ExportTraceServiceRequest request, StreamObserver<ExportTraceServiceResponse> observer) {
                        requests.add(request);
                        try {
                            observer.onNext(answer.apply(request));
                            observer.onCompleted();
                        } catch (RuntimeException e) {
                            observer.onError(e);
                        }
                    }
                })
                .intercept(new ServerInterceptor() {
                    @Override
                    public <Q, A> ServerCall.Listener<Q> interceptCall(
                            ServerCall<Q, A> call, Metadata sent, ServerCallHandler<Q, A> next) {
                        headers.add(sent);
                        return next.startCall(call, sent);
                    }
                })
                .build()
                .start();
    }

    /// @param answer or what it throws
    static GrpcTraces answering(Function<ExportTraceServiceRequest, ExportTraceServiceResponse> answer)
            throws IOException {
        return new GrpcTraces(answer);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    List<ExportTraceServiceRequest> requests() {
        return requests;
    }

    List<Metadata> headers() {
        return headers;
    }

    @Override
    public void close() throws InterruptedException {
        server.shutdownNow().awaitTermination();
    }
}
