package happensbefore.spanexport.otlp;

import io.opentelemetry.common.ComponentLoader;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.export.GrpcResponse;
import io.opentelemetry.sdk.common.export.GrpcSender;
import io.opentelemetry.sdk.common.export.GrpcSenderProvider;
import io.opentelemetry.sdk.common.export.GrpcStatusCode;
import io.opentelemetry.sdk.common.export.HttpResponse;
import io.opentelemetry.sdk.common.export.HttpSender;
import io.opentelemetry.sdk.common.export.HttpSenderProvider;
import io.opentelemetry.sdk.common.export.MessageWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/// The senders that an exporter would find, each of which notes in [RejectionAwareSpanExporter#REJECTED] how
/// many
/// spans the answer to a request says were rejected. Immutable.
final class AnswerReadingSenders implements ComponentLoader {
    private static final int HTTP_OK = 200;

    private final ComponentLoader found;

    private AnswerReadingSenders(ComponentLoader found) {
        this.found = found;
    }

    /// @param exporter whose class loader finds the senders
    static AnswerReadingSenders besides(Object exporter) {
        return new AnswerReadingSenders(
                ComponentLoader.forClassLoader(exporter.getClass().getClassLoader()));
    }

    @Override
    public <T> Iterable<T> load(Class<T> kind) {
        List<T> senders = new ArrayList<>();
        for (T provider : found.load(kind)) {
            if (isWanted(kind, provider)) {
                senders.add(kind.cast(reading(provider)));
            }
        }
        return senders;
    }

    /// As the exporters choose among several, by the system property of the provider's name.
    private static boolean isWanted(Class<?> kind, Object provider) {
        String chosen = System.getProperty(kind.getName(), "");
        return chosen.isEmpty() || chosen.equals(provider.getClass().getName());
    }

    private static Object reading(Object provider) {
        return switch (provider) {
            case GrpcSenderProvider grpc -> (GrpcSenderProvider) config -> new Grpc(grpc.createSender(config));
            case HttpSenderProvider http -> (HttpSenderProvider) config -> new Http(http.createSender(config));
            default -> provider;
        };
    }

    /// Passes an answer on once it is noted.
    ///
    /// @param rejected gives how many spans an answer rejects
    private static <A> Consumer<A> noting(ToLongFunction<A> rejected, Consumer<A> then) {
        if (!RejectionAwareSpanExporter.REJECTED.isBound()) {
            return then;
        }
        AtomicLong note =
                RejectionAwareSpanExporter.REJECTED.get(); // of the thread that sends; the answer's is another
        return answer -> {
            note.set(rejected.applyAsLong(answer));
            then.accept(answer);
        };
    }

    private record Grpc(GrpcSender sender) implements GrpcSender {
        @Override
        public void send(MessageWriter message, Consumer<GrpcResponse> onResponse, Consumer<Throwable> onError) {
            sender.send(message, noting(Grpc::rejected, onResponse), onError);
        }

        private static long rejected(GrpcResponse answer) {
            return answer.getStatusCode() == GrpcStatusCode.OK
                    ? PartialSuccess.rejectedSpans(answer.getResponseMessage())
                    : 0;
        }

        @Override
        public CompletableResultCode shutdown() {
            return sender.shutdown();
        }
    }

    private record Http(HttpSender sender) implements HttpSender {
        @Override
        public void send(MessageWriter message, Consumer<HttpResponse> onResponse, Consumer<Throwable> onError) {
            sender.send(message, noting(Http::rejected, onResponse), onError);
        }

        private static long rejected(HttpResponse answer) {
            return answer.getStatusCode() == HTTP_OK ? PartialSuccess.rejectedSpans(answer.getResponseBody()) : 0;
        }

        @Override
        public CompletableResultCode shutdown() {
            return sender.shutdown();
        }
    }
}
