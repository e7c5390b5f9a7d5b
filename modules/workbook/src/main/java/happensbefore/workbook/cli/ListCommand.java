package happensbefore.workbook.cli;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.catalog.Topic;
import happensbefore.workbook.progress.Progress;
import happensbefore.workbook.progress.State;
import happensbefore.workbook.text.Ink;
import happensbefore.workbook.text.Page;
import happensbefore.workbook.text.ProgressBar;
import happensbefore.workbook.text.Table;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// `list`
@Command(name = "list", description = "List the exercises with topic, level and state.")
final class ListCommand implements Callable<Integer> {
    /// The number, the name and the state: on a narrow screen the other columns are left out.
    private static final int MOST_NEEDED = 3;

    private final App app;

    @Option(
            names = "--state",
            split = ",",
            paramLabel = "STATE",
            completionCandidates = Labels.class,
            converter = Labels.class,
            description = "Only these: ${COMPLETION-CANDIDATES}. Several are joined by commas.")
    private Set<State> states = Set.of();

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            completionCandidates = Topics.class,
            description = "Only this topic.")
    private @Nullable String topic;

    @Option(names = "--search", paramLabel = "TEXT", description = "Only those with this text in their name or title.")
    private String search = "";

    ListCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() {
        String wanted = search.toLowerCase(Locale.ROOT);
        Page page = page(
                app,
                exercise -> (exercise.id() + " " + exercise.title())
                                .toLowerCase(Locale.ROOT)
                                .contains(wanted)
                        && (topic == null || exercise.topic().equals(topic)));
        page.printTo(app.out());
        app.tellNotices();
        return ExitStatus.OK;
    }

    /// States as they are typed.
    private static final class Labels implements Iterable<String>, ITypeConverter<State> {
        private static final List<State> ALL = List.of(State.values());

        @Override
        public Iterator<String> iterator() {
            return ALL.stream().map(State::label).iterator();
        }

        @Override
        public State convert(String typed) {
            return ALL.stream()
                    .filter(state -> state.label().equalsIgnoreCase(typed))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("\"" + typed + "\" is none of "
                            + ALL.stream().map(State::label).collect(Collectors.joining(", "))));
        }
    }

    private Page page(App app, Predicate<Exercise> wanted) {
        if (topic != null
                && app.catalog().topics().stream().noneMatch(known -> known.id().equals(topic))) {
            throw new UserError(
                    "There is no topic \"" + topic + "\".",
                    "Topics: " + app.catalog().topics().stream().map(Topic::id).collect(Collectors.joining(", "))
                            + ".");
        }
        return page(app, wanted, states.isEmpty() ? Set.of(State.values()) : states);
    }

    /// All exercises, numbered as `run NUMBER` takes them.
    static Page page(App app) {
        return page(app, exercise -> true, Set.of(State.values()));
    }

    private static Page page(App app, Predicate<Exercise> wanted, Set<State> states) {
        Journey journey = new Journey(app);
        Progress progress = app.progress().read();
        List<Exercise> all = app.catalog().exercises();
        List<List<AttributedString>> rows = new ArrayList<>();
        rows.add(row(Ink.HEAD, "", "exercise", "state", "topic", "level"));
        for (int i = 0; i < all.size(); i++) {
            Exercise exercise = all.get(i);
            State state = journey.state(exercise, progress);
            if (wanted.test(exercise) && states.contains(state)) {
                AttributedStyle style = state.done() ? Ink.GOOD : AttributedStyle.DEFAULT;
                String level = exercise.level().name().toLowerCase(Locale.ROOT).replace('_', '-');
                rows.add(row(style, Integer.toString(i + 1), exercise.id(), state.words(), exercise.topic(), level));
            }
        }
        Page page = new Page(app.look());
        if (rows.size() == 1) {
            return page.text(
                    all.isEmpty()
                            ? "The catalog lists no exercise yet."
                            : "No exercise is like that. ./workbook list shows all of them.");
        }
        if (app.look().plain()) {
            rows.subList(1, rows.size()).forEach(row -> page.text(sentence(row)));
        } else {
            Table.renderWithout(page, "", rows, MOST_NEEDED);
        }
        return page.gap().line(ProgressBar.of(app.look(), (int) journey.solved(), all.size()));
    }

    /// `1. ticket-counter: solved, lock-free, warm-up`
    private static String sentence(List<AttributedString> row) {
        return row.get(0) + ". " + row.get(1) + ": " + row.get(2) + ", " + row.get(3) + ", " + row.get(4);
    }

    private static List<AttributedString> row(AttributedStyle style, String... cells) {
        return List.of(cells).stream().map(cell -> Ink.of(cell, style)).toList();
    }
}
