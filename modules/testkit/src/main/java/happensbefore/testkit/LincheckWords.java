package happensbefore.testkit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Says a step of Lincheck's trace as Java code or in words.
final class LincheckWords {
    private static final Pattern CONSTRUCTOR =
            Pattern.compile("(?:[\\w$]+\\.)*([\\w$]+)\\.<init>(\\(.*)", Pattern.DOTALL);
    private static final Pattern SUPER = Pattern.compile("(Object|Record|Enum)\\.<init>\\(.*", Pattern.DOTALL);
    private static final Pattern ITERATION = Pattern.compile("<iteration (\\d+)>");

    private LincheckWords() {}

    /// Null for what goes without saying: that a constructor calls the one of `Object`.
    static @Nullable String of(String text) {
        if (SUPER.matcher(text).matches()) {
            return null;
        }
        Matcher constructor = CONSTRUCTOR.matcher(text);
        if (constructor.matches()) {
            return "new " + constructor.group(1) + constructor.group(2);
        }
        Matcher iteration = ITERATION.matcher(text);
        if (iteration.matches()) {
            return "iteration " + iteration.group(1) + " of a loop";
        }
        return switch (text) {
            case "MONITORENTER" -> "enters synchronized";
            case "MONITOREXIT" -> "leaves synchronized";
            case "PARK" -> "parks";
            case "UNPARK" -> "unparks a thread";
            case "WAIT" -> "waits, without the lock";
            case "NOTIFY" -> "notifies";
            case "NOTIFYALL" -> "notifies all";
            default -> text.replace("➜", "->");
        };
    }
}
