package happensbefore.workbook.catalog;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The keys of one YAML mapping, read with a check of each value.
final class Keys {
    private static final Pattern DURATION = Pattern.compile("([1-9]\\d{0,5})(ms|s|m)");

    private final Path file;
    private final Yaml.Mapping mapping;

    /// @throws Problem.Found when `yaml` is no mapping or has a key that is not in `allowed`
    Keys(Path file, Yaml yaml, String where, Set<String> allowed) {
        if (!(yaml instanceof Yaml.Mapping keys)) {
            throw new Problem(file, yaml.line(), where, "Expected keys and values, found " + yaml.what() + ".").found();
        }
        this.file = file;
        this.mapping = keys;
        keys.entries().forEach((key, value) -> {
            if (!allowed.contains(key)) {
                throw new Problem(file, value.line(), key, "No such key here. Allowed: " + inOrder(allowed) + ".")
                        .found();
            }
        });
    }

    boolean has(String key) {
        return mapping.entries().containsKey(key) && !(mapping.entries().get(key) instanceof Yaml.Empty);
    }

    Yaml get(String key) {
        Yaml value = mapping.entries().get(key);
        if (value == null || value instanceof Yaml.Empty) {
            int line = value == null ? mapping.line() : value.line();
            throw new Problem(file, line, key, "It is missing.").found();
        }
        return value;
    }

    String text(String key) {
        return scalar(key, get(key));
    }

    String matching(String key, Pattern pattern, String what) {
        String text = text(key);
        if (!pattern.matcher(text).matches()) {
            throw problem(key, "\"" + text + "\" is not " + what + ".");
        }
        return text;
    }

    List<Yaml> list(String key) {
        if (!has(key)) {
            return List.of();
        }
        if (!(get(key) instanceof Yaml.Sequence sequence)) {
            throw problem(key, "Expected a list, found " + get(key).what() + ".");
        }
        return sequence.items();
    }

    List<String> texts(String key) {
        return list(key).stream().map(item -> scalar(key, item)).toList();
    }

    <E extends Enum<E>> E oneOf(String key, Class<E> type) {
        return oneOf(key, text(key), get(key).line(), type);
    }

    <E extends Enum<E>> E oneOf(String key, String text, int line, Class<E> type) {
        Function<E, String> label =
                value -> value.name().toLowerCase(Locale.ROOT).replace('_', '-');
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> label.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new Problem(
                                file,
                                line,
                                key,
                                "\"" + text + "\" is none of the allowed values: "
                                        + Arrays.stream(type.getEnumConstants())
                                                .map(label)
                                                .collect(Collectors.joining(", "))
                                        + ".")
                        .found());
    }

    /// `500ms`, `10s` or `2m`.
    Duration duration(String key, Yaml value) {
        String text = scalar(key, value);
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new Problem(
                            file,
                            value.line(),
                            key,
                            "\"" + text + "\" is not a time. Write a whole number above 0 and ms, s or m: 10s.")
                    .found();
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }

    String scalar(String key, Yaml value) {
        if (value instanceof Yaml.Scalar scalar && !scalar.text().isBlank()) {
            return scalar.text().strip();
        }
        throw new Problem(file, value.line(), key, "Expected text, found " + value.what() + ".").found();
    }

    Problem.Found problem(String key, String message) {
        Yaml value = mapping.entries().get(key);
        return new Problem(file, value == null ? mapping.line() : value.line(), key, message).found();
    }

    private static String inOrder(Set<String> allowed) {
        return allowed.stream().sorted().collect(Collectors.joining(", "));
    }
}
