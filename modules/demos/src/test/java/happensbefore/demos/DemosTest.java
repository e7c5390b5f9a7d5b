package happensbefore.demos;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.telemetry.Telemetry;
import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.telemetry.receiver.ReceivedSpan;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/// Each demo, with little load, as the receiver sees it.
@Timeout(120)
class DemosTest {
    static final List<Demo> DEMOS = Demo.all();

    /// A thread may still be on its way out when it has said that it is done.
    private static final Duration ENDING = Duration.ofSeconds(10);

    @ParameterizedTest
    @FieldSource("DEMOS")
    void everyThreadSaysWhatItDidAndEveryNameIsInTheLegend(Demo demo) throws InterruptedException {
        int threads = demo.fewestThreads() + 1;
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start();
                Telemetry telemetry = Telemetry.sendingTo(receiver.grpcEndpoint(), demo.topic())) {
            demo.run(telemetry.openTelemetry(), new Load(threads, Duration.ofMillis(300), 7, telemetry::flush));
            assertThat(telemetry.flush()).isTrue();

            assertThat(receiver.spans())
                    .hasSize(Math.toIntExact(telemetry.spanDelivery().recorded()));
            assertThat(threads(receiver.spans())).hasSize(threads);
            assertThat(names(receiver.spans())).isSubsetOf(known(demo));
            assertThat(receiver.spans().stream().map(ReceivedSpan::name))
                    .containsAll(demo.focus().stream().toList());
            assertThat(receiver.metricPoints())
                    .as("reported when the load had ended, and before its metrics were closed")
                    .anySatisfy(point -> assertThat(point.scope()).startsWith("happensbefore."));
        }
    }

    @ParameterizedTest
    @FieldSource("DEMOS")
    void noThreadIsLeft(Demo demo) throws InterruptedException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();

        demo.run(
                io.opentelemetry.api.OpenTelemetry.noop(),
                new Load(demo.fewestThreads(), Duration.ofMillis(100), 7, () -> {}));

        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            assertThat(before.contains(thread) || isOfTheJdk(thread) || thread.join(ENDING))
                    .as(thread.getName())
                    .isTrue();
        }
    }

    @Test
    void theSlowStageIsTheOneThatTheOthersWaitFor() throws InterruptedException {
        Demo demo = new PipelinesDemo();
        try (EmbeddedReceiver receiver = EmbeddedReceiver.start();
                Telemetry telemetry = Telemetry.sendingTo(receiver.grpcEndpoint(), demo.topic())) {
            demo.run(
                    telemetry.openTelemetry(),
                    new Load(demo.fewestThreads(), Duration.ofMillis(300), 7, telemetry::flush));
            assertThat(telemetry.flush()).isTrue();

            List<ReceivedSpan> spans = receiver.spans();
            assertThat(nanos(spans, "decode", "wait for room"))
                    .as("before it: back-pressure")
                    .isGreaterThan(nanos(spans, "decode", "wait for items"));
            assertThat(nanos(spans, "encode", "wait for items"))
                    .as("after it: nothing to do")
                    .isGreaterThan(nanos(spans, "encode", "wait for room"));
            assertThat(nanos(spans, "enrich", "enrich"))
                    .as("itself: at work")
                    .isGreaterThan(nanos(spans, "enrich", "wait for room") + nanos(spans, "enrich", "wait for items"));
        }
    }

    @Test
    void aDemoIsKnownByItsTopicAndHasOneLine() {
        assertThat(DEMOS).extracting(Demo::topic).doesNotHaveDuplicates();
        assertThat(DEMOS).allSatisfy(demo -> {
            assertThat(Demo.of(demo.topic()).map(Demo::line)).contains(demo.line());
            assertThat(demo.line()).hasSizeLessThan(62).doesNotContain("\n");
        });
        assertThat(Demo.of("none")).isEmpty();
    }

    /// Started with the first virtual thread, for all that follow.
    private static boolean isOfTheJdk(Thread thread) {
        return thread.getClass().getName().startsWith("jdk.internal.");
    }

    private static long nanos(List<ReceivedSpan> spans, String stage, String name) {
        return spans.stream()
                .filter(span -> stage.equals(span.attributes().get("happensbefore.pipeline.stage")))
                .filter(span -> span.name().equals(name))
                .mapToLong(ReceivedSpan::durationNanos)
                .sum();
    }

    private static Set<Object> threads(List<ReceivedSpan> spans) {
        return spans.stream()
                .map(span -> span.attributes().getOrDefault("thread.id", "none"))
                .collect(Collectors.toSet());
    }

    /// Of spans and of events.
    private static Set<String> names(List<ReceivedSpan> spans) {
        return spans.stream()
                .flatMap(span -> Stream.concat(
                        Stream.of(span.name()), span.events().stream().map(ReceivedSpan.Event::name)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> known(Demo demo) {
        return demo.marks().stream().map(Mark::name).toList();
    }
}
