package happensbefore.demos;

import happensbefore.pipelines.Pipeline;
import happensbefore.pipelines.PipelineRun;
import happensbefore.pipelines.Source;
import happensbefore.pipelines.Stage;
import happensbefore.pipelines.Workers;
import happensbefore.pipelines.otlp.PipelineMetrics;
import happensbefore.pipelines.otlp.PipelineSpans;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Random;
import java.util.function.ToLongFunction;

/// Three stages, of which the one in the middle is slow: those before it wait for room, those after it for items.
///
/// A step's work is a wait, so that the picture does not depend on how many processors there are.
final class PipelinesDemo implements Demo {
    private static final String SCOPE = "happensbefore.demos.pipelines";
    private static final int ROOM = 4;
    private static final int AROUND = 4; // source, first stage, last stage, sink
    private static final long READ_MICROS = 50;
    private static final long DECODE_MICROS = 150;
    private static final int ENRICH_MICROS = 800;
    private static final int MORE_MICROS = 600;
    private static final long ENCODE_MICROS = 200;

    @Override
    public String topic() {
        return "pipelines";
    }

    @Override
    public String line() {
        return "which of three stages is the slow one, by who waits for what";
    }

    @Override
    public int fewestThreads() {
        return AROUND + 1;
    }

    @Override
    public int usualThreads() {
        return AROUND + 2;
    }

    @Override
    public List<String> lanes() {
        return List.of("source", "decode", "enrich", "encode", "sink");
    }

    @Override
    public List<Mark> marks() {
        return List.of(
                new Mark("decode", Mark.Role.WORK, "the first stage works on an item"),
                new Mark("enrich", Mark.Role.WORK, "the second stage, with several workers"),
                new Mark("encode", Mark.Role.WORK, "the third stage"),
                new Mark("sink", Mark.Role.WORK, "the sink takes an item"),
                new Mark("wait for room", Mark.Role.HAND_OVER, "the room in front of the next stage is full"),
                new Mark("wait for items", Mark.Role.WAIT, "the stage before has none to give"));
    }

    @Override
    public void run(OpenTelemetry telemetry, Load load) throws InterruptedException {
        Random choices = load.choices(0);
        Source<Integer> source = () -> {
            Load.await(READ_MICROS);
            return load.isOver() ? null : ENRICH_MICROS + choices.nextInt(MORE_MICROS);
        };
        Pipeline<Integer, Integer> pipeline = Pipeline.of(stage("decode", 1, _ -> DECODE_MICROS))
                .then(stage("enrich", load.threads() - AROUND, item -> item))
                .then(stage("encode", 1, _ -> ENCODE_MICROS))
                .watchedBy(new PipelineSpans(telemetry.getTracer(SCOPE), Context.root()));
        try (PipelineRun run = pipeline.start(source, _ -> {});
                PipelineMetrics _ = new PipelineMetrics(telemetry.getMeter(SCOPE), "items", run)) {
            run.await();
            load.ended();
        }
    }

    private static Stage<Integer, Integer> stage(String name, int workers, ToLongFunction<Integer> micros) {
        return Stage.<Integer, Integer>of(name, item -> {
                    Load.await(micros.applyAsLong(item));
                    return item;
                })
                .by(Workers.platform(workers))
                .withRoomFor(ROOM);
    }
}
