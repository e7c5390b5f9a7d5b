package happensbefore.testkit.build;

import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the command that started Maven says about the tests: Maven's script passes it on in `MAVEN_CMD_LINE_ARGS`.
///
/// @param all run them, whatever is known
/// @param none run none
/// @param plain nothing chooses among the tests or changes how they run
record MavenCommand(boolean all, boolean none, boolean plain) {
    private static final String ALL = "prove.all";
    private static final Set<String> NONE = Set.of("skipTests", "maven.test.skip");
    private static final Set<String> HARMLESS = Set.of(ALL, "maven.repo.local", "style.color");
    private static final Pattern DEFINITION =
            Pattern.compile("(?<!\\S)(?:-D\\s*|--define[\\s=]+)(?<name>[^\\s=]+)(?:=(?<value>\\S*))?");

    /// Of a Maven that does not say how it was started nothing is assumed.
    static MavenCommand of(Map<String, String> environment) {
        String line = environment.get("MAVEN_CMD_LINE_ARGS");
        if (line == null) {
            return new MavenCommand(false, false, false);
        }
        boolean all = false;
        boolean none = false;
        boolean plain = true;
        Matcher definition = DEFINITION.matcher(line);
        while (definition.find()) {
            String name = definition.group("name");
            String value = definition.group("value");
            all |= name.equals(ALL);
            none |= NONE.contains(name) && (value == null || value.equals("true"));
            plain &= HARMLESS.contains(name);
        }
        return new MavenCommand(all, none, plain);
    }
}
