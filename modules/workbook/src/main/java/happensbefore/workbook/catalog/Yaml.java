package happensbefore.workbook.catalog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/// A YAML document in which each node knows its line, so that an error can name it.
sealed interface Yaml {
    int line();

    record Mapping(int line, SequencedMap<String, Yaml> entries) implements Yaml {}

    record Sequence(int line, List<Yaml> items) implements Yaml {}

    /// Text as written, whatever YAML would make of it: `10s`, `no`, `1`.
    record Scalar(int line, String text) implements Yaml {}

    /// A key without a value.
    record Empty(int line) implements Yaml {}

    /// "a list" and the like, for messages.
    default String what() {
        return switch (this) {
            case Mapping ignored -> "keys and values";
            case Sequence ignored -> "a list";
            case Scalar scalar -> "\"" + scalar.text() + "\"";
            case Empty ignored -> "nothing";
        };
    }

    /// @param shown the file as messages name it
    /// @throws Problem.Found when there is no such file, or it is not YAML
    static Yaml read(Path file, Path shown) {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new Problem(shown, 0, "", "There is no such file.").found();
        } catch (MalformedInputException e) {
            throw new Problem(shown, 0, "", "It holds bytes that are not UTF-8.").found();
        } catch (IOException e) {
            throw new Problem(shown, 0, "", "It cannot be read: " + e + ".").found();
        }
        try (JsonParser parser = new YAMLFactory().createParser(text)) {
            if (parser.nextToken() == null) {
                throw new Problem(shown, 0, "", "It is empty.").found();
            }
            return node(shown, parser);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            String first = e.getOriginalMessage().lines().findFirst().orElse("cannot be parsed");
            throw new Problem(shown, line, "", "It is not YAML: " + first.toLowerCase(Locale.ROOT) + ".").found();
        } catch (IOException e) {
            throw new Problem(shown, 0, "", "It cannot be read: " + e + ".").found();
        }
    }

    private static Yaml node(Path file, JsonParser parser) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        return switch (parser.currentToken()) {
            case START_OBJECT -> mapping(file, parser, line);
            case START_ARRAY -> {
                List<Yaml> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(node(file, parser));
                }
                yield new Sequence(line, items);
            }
            case VALUE_NULL -> new Empty(line);
            default -> new Scalar(line, parser.getText());
        };
    }

    private static Mapping mapping(Path file, JsonParser parser, int line) throws IOException {
        SequencedMap<String, Yaml> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int keyLine = parser.currentTokenLocation().getLineNr();
            parser.nextToken();
            if (entries.put(key, node(file, parser)) != null) {
                throw new Problem(file, keyLine, key, "The key stands twice.").found();
            }
        }
        return new Mapping(line, entries);
    }
}
