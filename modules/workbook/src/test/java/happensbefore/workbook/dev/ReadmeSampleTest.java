package happensbefore.workbook.dev;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.workbook.catalog.Catalog;
import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.catalog.Workspace;
import happensbefore.workbook.cli.App;
import happensbefore.workbook.cli.Main;
import happensbefore.workbook.cli.Surroundings;
import happensbefore.workbook.ladder.LocalLadder;
import happensbefore.workbook.text.Look;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the README shows is what the first command prints. Only what it took may differ, and what it may take, which is
/// longer on a busy machine.
class ReadmeSampleTest {
    private static final Pattern SHOWN = Pattern.compile("(?ms)^```text\n(.*?)^```$");

    @TempDir
    private Path root;

    @Test
    void theFirstCommandPrintsWhatTheReadmeShows() throws IOException {
        Workspace workspace = RealExercises.copyTo(root);
        Exercise first = Catalog.load(workspace).exercises().getFirst();
        Parts parts = new Parts(workspace, first);
        RealExercises.overwrite(parts.original(), parts.workingCopy());
        String readme = Files.readString(RealExercises.here().root().resolve("README.md"));

        String printed = withoutTimes(firstCommand(workspace));

        List<String> shown = SHOWN.matcher(readme)
                .results()
                .map(block -> withoutTimes(block.group(1)))
                .toList();
        assertThat(shown).hasSizeGreaterThanOrEqualTo(2);
        assertThat(printed).startsWith(shown.getFirst()).contains(shown);
    }

    private static String firstCommand(Workspace workspace) {
        StringWriter out = new StringWriter();
        Surroundings surroundings = new Surroundings(
                workspace.root(),
                Map.of("HOME", workspace.root().resolve("home").toString()),
                Look.piped(),
                new PrintWriter(out),
                new PrintWriter(out),
                false,
                null,
                Clock.systemUTC());
        try (App app = new App(surroundings, workspace, LocalLadder::create)) {
            Main.commandLine(app).execute();
        }
        return out.toString();
    }

    private static String withoutTimes(String text) {
        return text.replaceAll("\\d+(\\.\\d)? s of \\d+ s {2,}", "TIME   ")
                .replaceAll("\\d+(\\.\\d)? s of \\d+ s", "TIME");
    }
}
