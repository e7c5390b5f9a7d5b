package happensbefore.otlpsystem.otlp;

import happensbefore.telemetry.receiver.Signal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// Services that send spans to a gateway, and know which of them it took.
final class Senders implements AutoCloseable {
    static final int SPANS_A_REQUEST = 20;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI traces;
    private final AtomicLong nextId = new AtomicLong(1);
    private final Set<Long> taken = ConcurrentHashMap.newKeySet();
    private final Map<Integer, Long> answers = new ConcurrentSkipListMap<>();

    Senders(URI endpoint) {
        traces = URI.create(endpoint + Signal.TRACES.httpPath());
    }

    HttpResponse<byte[]> post(URI uri, String type, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    /// Sends one request of [#SPANS_A_REQUEST] spans.
    HttpResponse<byte[]> sendOne() throws IOException, InterruptedException {
        long first = nextId.getAndAdd(SPANS_A_REQUEST);
        HttpResponse<byte[]> answer = post(
                traces,
                "application/x-protobuf",
                Requests.traces("shop-" + first % 3, first, SPANS_A_REQUEST).toByteArray());
        answers.merge(answer.statusCode(), 1L, Long::sum);
        if (answer.statusCode() == 200) {
            for (int i = 0; i < SPANS_A_REQUEST; i++) {
                taken.add(first + i);
            }
        }
        return answer;
    }

    /// Sends so many requests, several at a time.
    void send(int requests) throws InterruptedException {
        AtomicLong left = new AtomicLong(requests);
        crew(4, () -> {
            while (left.getAndDecrement() > 0) {
                sendOne();
            }
        });
    }

    /// Sends until told, or until the gateway is gone.
    Thread sendUntil(AtomicBoolean stop) {
        return Thread.ofPlatform().daemon().start(() -> {
            try {
                crew(4, () -> {
                    while (!stop.get()) {
                        sendOne();
                    }
                });
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void crew(int size, Work work) throws InterruptedException {
        Thread[] threads = new Thread[size];
        for (int i = 0; i < size; i++) {
            threads[i] = Thread.ofVirtual().start(() -> {
                try {
                    work.run();
                } catch (IOException | InterruptedException e) {
                    // the gateway is gone: what was not answered is not taken
                }
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    /// The ids of all spans of which the gateway said that it took them, as
    /// [happensbefore.telemetry.receiver] has them.
    Set<String> taken() {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        taken.forEach(id -> ids.add(Requests.hex(id)));
        return ids;
    }

    /// How many answers of each status came.
    Map<Integer, Long> answers() {
        return new TreeMap<>(answers);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
