package happensbefore.demos;

import io.opentelemetry.api.OpenTelemetry;
import java.util.List;
import java.util.Optional;

/// A pattern under load, observed through its telemetry alone.
///
/// Whoever draws it sees what a receiver got; a demo only says beforehand what its spans mean.
public interface Demo {
    /// The topic's id: `lock-free`.
    String topic();

    /// What the load is and what there is to see, in one line.
    String line();

    /// How many threads it needs at least.
    int fewestThreads();

    /// How many threads it runs when nobody says.
    default int usualThreads() {
        return 4;
    }

    /// What its spans mean, in the order of a legend.
    List<Mark> marks();

    /// What its threads' names begin with, in the order of the picture; alphabetical when empty.
    default List<String> lanes() {
        return List.of();
    }

    /// The span to look at: the picture is drawn around the first of that name, or around the middle of the run.
    default Optional<String> focus() {
        return Optional.empty();
    }

    /// Runs the load to its end. Every thread it starts, it ends.
    ///
    /// @throws InterruptedException when interrupted meanwhile
    void run(OpenTelemetry telemetry, Load load) throws InterruptedException;

    /// All demos, in the order of the book.
    static List<Demo> all() {
        return List.of(new LockFreeDemo(), new ProducerConsumerDemo(), new WorkStealingDemo(), new PipelinesDemo());
    }

    /// The demo of that topic.
    static Optional<Demo> of(String topic) {
        return all().stream().filter(demo -> demo.topic().equals(topic)).findFirst();
    }
}
