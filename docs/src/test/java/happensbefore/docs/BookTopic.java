package happensbefore.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// A topic of the book, with the patterns that it must hold once it stands in `modules/`.
///
/// @param id `lock-free`: its folder in `modules/`, `docs/` and `exercises/`
record BookTopic(String id, List<String> patterns) {
    /// In the order of the book: none may use a later one.
    static final List<BookTopic> ALL = List.of(
            of("tasks", "T", 3),
            of("channels", "C", 8),
            new BookTopic("select-join", List.of("J1", "J2", "J3", "J4", "J5", "S1", "S2", "S3", "S4", "S5")),
            of("data-parallelism", "D", 9),
            of("lock-free", "L", 5),
            of("synchronization", "Y", 10),
            of("producer-consumer", "P", 4),
            of("work-stealing", "W", 2),
            of("pipelines", "Q", 3),
            of("span-export", "E", 4),
            of("tuning", "U", 5),
            of("pitfalls", "F", 4),
            of("otlp-system", "O", 1));

    /// The topics that stand in `modules/`.
    static List<BookTopic> present() {
        return ALL.stream()
                .filter(topic ->
                        Files.isDirectory(Project.ROOT.resolve("modules").resolve(topic.id())))
                .toList();
    }

    /// `lockfree`
    String packageName() {
        return id.replace("-", "");
    }

    Path sources(String kind) {
        return Path.of("modules", id, "src", kind, "java", "happensbefore", packageName());
    }

    private static BookTopic of(String id, String letter, int patterns) {
        return new BookTopic(
                id,
                IntStream.rangeClosed(1, patterns)
                        .mapToObj(number -> letter + number)
                        .toList());
    }
}
