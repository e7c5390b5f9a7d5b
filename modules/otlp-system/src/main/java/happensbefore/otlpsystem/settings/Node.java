package happensbefore.otlpsystem.settings;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/// A YAML document whose nodes know their lines.
sealed interface Node {
    int line();

    record Keys(int line, SequencedMap<String, Node> entries) implements Node {}

    record Items(int line, List<Node> items) implements Node {}

    /// Text as written, whatever YAML would make of it; empty for a key without a value.
    record Text(int line, String text) implements Node {}

    /// For messages.
    default String what() {
        return switch (this) {
            case Keys _ -> "keys and values";
            case Items _ -> "a list";
            case Text text -> text.text.isEmpty() ? "nothing" : "\"" + text.text + "\"";
        };
    }

    /// @param file as messages name it
    /// @throws SettingsException when it is no YAML
    static Node read(String yaml, String file) {
        try (JsonParser parser = new YAMLFactory().createParser(yaml)) {
            if (parser.nextToken() == null) {
                return new Keys(1, new LinkedHashMap<>());
            }
            return node(parser, file);
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            String first = e.getOriginalMessage().lines().findFirst().orElse("cannot be parsed");
            throw new SettingsException(file, line, "", "It is not YAML: " + first.toLowerCase(Locale.ROOT) + ".");
        } catch (IOException e) {
            throw new SettingsException(file, 0, "", "It cannot be read: " + e.getMessage() + ".");
        }
    }

    private static Node node(JsonParser parser, String file) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        return switch (parser.currentToken()) {
            case START_OBJECT -> keys(parser, line, file);
            case START_ARRAY -> {
                List<Node> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(node(parser, file));
                }
                yield new Items(line, items);
            }
            case VALUE_NULL -> new Text(line, "");
            default -> new Text(line, parser.getText().strip());
        };
    }

    private static Keys keys(JsonParser parser, int line, String file) throws IOException {
        SequencedMap<String, Node> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            int keyLine = parser.currentTokenLocation().getLineNr();
            parser.nextToken();
            if (entries.put(key, node(parser, file)) != null) {
                throw new SettingsException(file, keyLine, key, "The key stands twice.");
            }
        }
        return new Keys(line, entries);
    }
}
