package happensbefore.workbook.machine;

import happensbefore.workbook.cli.UserError;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// Classes that a reader chooses by topic, by class or by nothing at all.
///
/// The topic is the last part of the package, as the catalog writes it: `lock-free` for
/// `happensbefore.stress.lockfree`.
public final class Choices {
    private Choices() {}

    /// @param kind what is chosen, for messages: `stress test`
    /// @param classes all class names
    /// @param topics ids of topics or exercises, as a reader knows them
    /// @param wanted what was typed, or empty for all
    /// @throws UserError when nothing has that name, with the nearest that exists and the list of all
    public static List<String> choose(String kind, List<String> classes, List<String> topics, Optional<String> wanted) {
        if (classes.isEmpty()) {
            throw new UserError("There is no " + kind + " on the class path.", "Build the project again.");
        }
        if (wanted.isEmpty()) {
            return classes;
        }
        String typed = wanted.get();
        List<String> chosen = classes.stream().filter(matches(typed)).toList();
        if (chosen.isEmpty()) {
            throw unknown(kind, classes, topics, typed);
        }
        return chosen;
    }

    private static Predicate<String> matches(String typed) {
        String plain = plain(typed);
        return name -> name.equals(typed)
                || plain(simpleName(name)).equals(plain)
                || plain(withoutRole(simpleName(name))).equals(plain)
                || packagePart(name).equals(plain);
    }

    private static UserError unknown(String kind, List<String> classes, List<String> topics, String typed) {
        List<String> shownTopics = topics.stream()
                .filter(topic -> classes.stream().anyMatch(matches(topic)))
                .distinct()
                .toList();
        List<String> names = classes.stream().map(Choices::simpleName).toList();
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        Optional<String> nearest = Stream.concat(shownTopics.stream(), names.stream())
                .min(Comparator.comparingInt(name -> Math.min(
                        distance.apply(plain(name), plain(typed)),
                        distance.apply(plain(withoutRole(name)), plain(typed)))));
        String suggestion = nearest.map(name -> " Did you mean " + name + "?").orElse("");
        return new UserError(
                "No %s and no topic with one is called \"%s\".%s".formatted(kind, typed, suggestion),
                "There are the topics: %s\nand the classes:\n  %s"
                        .formatted(
                                shownTopics.isEmpty() ? "none" : String.join(", ", shownTopics),
                                String.join("\n  ", names)));
    }

    public static String simpleName(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }

    /// `CounterAlone` for `CounterAloneBenchmark`.
    private static String withoutRole(String simpleName) {
        return simpleName.replaceFirst("(?<=.)(Benchmark|Stress)$", "");
    }

    private static String packagePart(String className) {
        String[] parts = className.split("\\.", -1);
        return parts.length < 2 ? "" : parts[parts.length - 2];
    }

    private static String plain(String name) {
        return name.replace("-", "").toLowerCase(Locale.ROOT);
    }
}
