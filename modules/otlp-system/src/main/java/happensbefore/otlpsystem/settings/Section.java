package happensbefore.otlpsystem.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The keys and values of one mapping, each checked as it is read. A key that is absent has its default.
final class Section {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})(B|KiB|MiB|GiB)");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,6})?)%");
    private static final int KIBIBYTE_BITS = 10;

    private final String file;
    private final Node.Keys keys;

    /// @throws SettingsException when this is no mapping, or has a key that is not allowed
    Section(String file, Node node, String name, Set<String> allowed) {
        this.file = file;
        if (node instanceof Node.Text(int line, String text) && text.isEmpty()) {
            keys = new Node.Keys(line, new LinkedHashMap<>());
            return;
        }
        if (!(node instanceof Node.Keys mapping)) {
            throw new SettingsException(
                    file, node.line(), name, "Expected keys and values, found " + node.what() + ".");
        }
        keys = mapping;
        keys.entries().forEach((key, value) -> {
            if (!allowed.contains(key)) {
                throw new SettingsException(
                        file,
                        value.line(),
                        key,
                        "There is no such key here. Allowed: " + String.join(", ", new TreeSet<>(allowed)) + ".");
            }
        });
    }

    boolean has(String key) {
        return keys.entries().containsKey(key);
    }

    Section section(String key, Set<String> allowed) {
        return new Section(file, keys.entries().getOrDefault(key, new Node.Text(keys.line(), "")), key, allowed);
    }

    List<Section> sections(String key, Set<String> allowed) {
        Node node = keys.entries().get(key);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof Node.Items list)) {
            throw wrong(key, "Expected a list, found " + node.what() + ".");
        }
        return list.items().stream()
                .map(item -> new Section(file, item, key, allowed))
                .toList();
    }

    String text(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    /// @throws SettingsException when it is absent, or no text
    String text(String key) {
        Node node = keys.entries().get(key);
        if (node instanceof Node.Text scalar && !scalar.text().isEmpty()) {
            return scalar.text();
        }
        throw wrong(key, node == null ? "It is missing." : "Expected text, found " + node.what() + ".");
    }

    Map<String, String> texts(String key) {
        Node node = keys.entries().get(key);
        if (node == null) {
            return Map.of();
        }
        if (!(node instanceof Node.Keys mapping)) {
            throw wrong(key, "Expected keys and values, found " + node.what() + ".");
        }
        Section inner = new Section(file, mapping, key, mapping.entries().keySet());
        Map<String, String> texts = new LinkedHashMap<>();
        mapping.entries().keySet().forEach(each -> texts.put(each, inner.text(each)));
        return texts;
    }

    int number(String key, int otherwise, int least, int most) {
        if (!has(key)) {
            return otherwise;
        }
        String text = text(key);
        String allowed = "Allowed: a whole number from " + least + " to " + most + ".";
        try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw wrong(key, "\"" + text + "\" is none. " + allowed);
    }

    /// A part, 0 to 1, written as `12.5%`.
    double percent(String key, double otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        String text = text(key);
        Matcher matcher = PERCENT.matcher(text);
        if (matcher.matches() && Double.parseDouble(matcher.group(1)) <= 100) {
            return Double.parseDouble(matcher.group(1)) / 100;
        }
        throw wrong(key, "\"" + text + "\" is no part of a whole. Allowed: 0% to 100%, as in 12.5%.");
    }

    Duration duration(String key, Duration otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        String text = text(key);
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            throw wrong(
                    key, "\"" + text + "\" is no time. Allowed: a whole number above 0 with ms, s or m, as in 30s.");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            default -> Duration.ofMinutes(number);
        };
    }

    /// In bytes.
    long size(String key, long otherwise, long least, long most) {
        if (!has(key)) {
            return otherwise;
        }
        String text = text(key);
        Matcher matcher = SIZE.matcher(text);
        if (matcher.matches()) {
            long number = Long.parseLong(matcher.group(1));
            int unit = List.of("B", "KiB", "MiB", "GiB").indexOf(matcher.group(2));
            long bytes = number << (unit * KIBIBYTE_BITS);
            if (bytes >= least && bytes <= most) {
                return bytes;
            }
        }
        throw wrong(
                key,
                "\"" + text + "\" is no such size. Allowed: " + least + "B to " + most
                        + "B; a whole number with B, KiB, MiB or GiB, as in 64MiB.");
    }

    boolean choice(String key, String yes, String no, boolean otherwise) {
        if (!has(key)) {
            return otherwise;
        }
        String text = text(key);
        if (!text.equals(yes) && !text.equals(no)) {
            throw wrong(key, "\"" + text + "\" is none of the allowed values: " + yes + ", " + no + ".");
        }
        return text.equals(yes);
    }

    /// `http://host:port` or `https://…`, with a path or without.
    URI endpoint(String key) {
        String text = text(key);
        try {
            URI uri = new URI(text);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (http && uri.getHost() != null && uri.getQuery() == null) {
                return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw wrong(key, "\"" + text + "\" is no address. Allowed: http://HOST:PORT or https://HOST:PORT.");
    }

    SettingsException wrong(String key, String message) {
        Node value = keys.entries().get(key);
        return new SettingsException(file, value == null ? keys.line() : value.line(), key, message);
    }
}
