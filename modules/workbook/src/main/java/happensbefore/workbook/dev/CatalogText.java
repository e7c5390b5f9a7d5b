package happensbefore.workbook.dev;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `catalog.yaml` as an author wrote it: comments and layout survive what is added.
final class CatalogText {
    private static final Pattern TOPIC = Pattern.compile("^\\s*-\\s+id:\\s*([\\w-]+)\\s*$");
    private static final Pattern EXERCISES = Pattern.compile("^(\\s*)exercises:\\s*(\\[(.*)])?\\s*$");
    private static final Pattern ITEM = Pattern.compile("^\\s*-\\s+[\\w-]+\\s*(#.*)?$");

    private CatalogText() {}

    /// The text with one more exercise at the end of a topic's list.
    ///
    /// @throws IllegalArgumentException when the text has no such list
    static String withExercise(String text, String topic, String id) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        String current = "";
        for (int i = 0; i < lines.size(); i++) {
            Matcher start = TOPIC.matcher(lines.get(i));
            if (start.matches()) {
                current = start.group(1);
            }
            Matcher list = EXERCISES.matcher(lines.get(i));
            if (current.equals(topic) && list.matches()) {
                add(lines, i, list, id);
                return String.join("\n", lines) + "\n";
            }
        }
        throw new IllegalArgumentException("exercises/catalog.yaml has no list 'exercises:' of topic " + topic
                + ", written as lines or as [...].");
    }

    private static void add(List<String> lines, int at, Matcher list, String id) {
        String indent = list.group(1);
        if (list.group(2) != null) {
            String inside = list.group(3).strip();
            lines.set(at, indent + "exercises: [" + (inside.isEmpty() ? id : inside + ", " + id) + "]");
            return;
        }
        int last = at;
        while (last + 1 < lines.size() && ITEM.matcher(lines.get(last + 1)).matches()) {
            last++;
        }
        String dash = last == at ? indent + "  " : lines.get(last).replaceFirst("-.*$", "");
        lines.add(last + 1, dash + "- " + id);
    }
}
