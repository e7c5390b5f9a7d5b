package happensbefore.benchmarks.pipelines;

import happensbefore.pipelines.Order;
import happensbefore.pipelines.Pipeline;
import happensbefore.pipelines.Source;
import happensbefore.pipelines.Stage;
import happensbefore.pipelines.Workers;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Stages of ours.
///
/// @param prompt whether the stages promise that their steps never wait
record PipelineStages(Workers workers, Order order, boolean prompt, int capacity, LongUnaryOperator step) {
    /// What the sink has added up.
    long run(int stages, int items) throws Exception {
        Pipeline<Long, Long> pipeline = Pipeline.of(stage(0));
        for (int i = 1; i < stages; i++) {
            pipeline = pipeline.then(stage(i));
        }
        AtomicLong sum = new AtomicLong();
        pipeline.run(new Count(items), item -> sum.setPlain(sum.getPlain() + item)); // the sink is one thread
        return sum.get();
    }

    private Stage<Long, Long> stage(int number) {
        Stage<Long, Long> stage = Stage.<Long, Long>of("stage " + number, step::applyAsLong)
                .by(workers)
                .inOrder(order)
                .withRoomFor(capacity);
        return prompt ? stage.prompt() : stage;
    }

    private static final class Count implements Source<Long> {
        private final int items;
        private long next;

        Count(int items) {
            this.items = items;
        }

        @Override
        public @Nullable Long next() {
            return next < items ? (Long) next++ : null;
        }

        @Override
        public boolean isPrompt() {
            return true;
        }
    }
}
