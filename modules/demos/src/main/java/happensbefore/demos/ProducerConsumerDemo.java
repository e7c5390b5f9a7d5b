package happensbefore.demos;

import happensbefore.producerconsumer.Consumer;
import happensbefore.producerconsumer.ManyToMany;
import happensbefore.producerconsumer.Producer;
import happensbefore.producerconsumer.WaitStrategy;
import happensbefore.producerconsumer.otlp.Carried;
import happensbefore.producerconsumer.otlp.HandOverMetrics;
import happensbefore.producerconsumer.otlp.TracedConsumer;
import happensbefore.producerconsumer.otlp.TracedProducer;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Producers that come in bursts, a short ring, and consumers that are as fast on average. In a burst the ring fills,
/// and
/// the producers wait; between bursts it runs dry, and the consumers wait.
final class ProducerConsumerDemo implements Demo {
    private static final String SCOPE = "happensbefore.demos.producerconsumer";
    private static final String NAME = "orders";
    private static final String SEND = NAME + " send";
    private static final String RECEIVE = NAME + " receive";
    private static final int CAPACITY = 4;

    @Override
    public String topic() {
        return "producer-consumer";
    }

    @Override
    public String line() {
        return "bursts through a short ring: who waits for whom, and when";
    }

    @Override
    public List<String> lanes() {
        return List.of("producer-", "consumer-");
    }

    @Override
    public int fewestThreads() {
        return 2;
    }

    @Override
    public List<Mark> marks() {
        return List.of(
                new Mark(NAME + " process", Mark.Role.WORK, "a consumer works on an item"),
                new Mark(SEND, Mark.Role.HAND_OVER, "a producer puts an item; a long one waits for room"),
                new Mark(RECEIVE, Mark.Role.WAIT, "a consumer waits for an item"));
    }

    @Override
    public void run(OpenTelemetry telemetry, Load load) throws InterruptedException {
        Tracer tracer = telemetry.getTracer(SCOPE);
        ManyToMany<Carried<Integer>> orders = new ManyToMany<>(CAPACITY, WaitStrategy.park());
        try (HandOverMetrics _ = new HandOverMetrics(telemetry.getMeter(SCOPE), NAME, orders);
                Workers workers = new Workers()) {
            int half = load.threads() / 2;
            List<Producer<Carried<Integer>>> producers = new ArrayList<>(List.of(orders.producer()));
            List<Consumer<Carried<Integer>>> consumers = new ArrayList<>(List.of(orders.consumer()));
            while (producers.size() < half) {
                producers.add(orders.producer().another());
            }
            while (consumers.size() < load.threads() - half) {
                consumers.add(orders.consumer().another());
            }
            for (Producer<Carried<Integer>> producer : producers) {
                int number = producers.indexOf(producer) + 1;
                workers.start("producer-" + number, () -> produce(producer, tracer, load, load.choices(number)));
            }
            for (Consumer<Carried<Integer>> consumer : consumers) {
                int number = consumers.indexOf(consumer) + 1;
                workers.start("consumer-" + number, () -> consume(consumer, tracer, load.choices(-number)));
            }
            workers.join();
            load.ended();
        }
    }

    private static void produce(Producer<Carried<Integer>> plain, Tracer tracer, Load load, Random choices)
            throws InterruptedException {
        try (TracedProducer<Integer> producer = new TracedProducer<>(plain)) {
            while (!load.isOver()) {
                int burst = 6 + choices.nextInt(9);
                for (int item = 0; item < burst; item++) {
                    Load.compute(50);
                    Span send = tracer.spanBuilder(SEND)
                            .setSpanKind(SpanKind.PRODUCER)
                            .startSpan();
                    try (Scope _ = send.makeCurrent()) {
                        producer.put(item);
                    } finally {
                        send.end();
                    }
                }
                Load.await(5_000 + choices.nextInt(10_000));
            }
        }
    }

    private static void consume(Consumer<Carried<Integer>> plain, Tracer tracer, Random choices)
            throws InterruptedException {
        try (TracedConsumer<Integer> consumer = new TracedConsumer<>(plain, tracer, NAME)) {
            boolean more = true;
            while (more) {
                Span receive = tracer.spanBuilder(RECEIVE).startSpan();
                try {
                    more = consumer.process(_ -> {
                        receive.end();
                        Load.await(700 + choices.nextInt(800));
                    });
                } finally {
                    receive.end(); // when the stream has ended; a second end says nothing
                }
            }
        }
    }
}
