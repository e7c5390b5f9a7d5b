package happensbefore.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContributingTest {
    private static final int MOST_STEPS = 7;

    @ParameterizedTest
    @ValueSource(strings = {"Add an exercise", "Add a topic"})
    void fewStepsAddAPart(String heading) throws IOException {
        String page = Files.readString(Project.ROOT.resolve("CONTRIBUTING.md"));
        String section = page.split("\n## " + heading + "\n", 2)[1].split("\n## ", 2)[0];

        long steps = Pattern.compile("^\\d+\\. ", Pattern.MULTILINE)
                .matcher(section)
                .results()
                .count();

        assertThat(steps).isPositive().isLessThanOrEqualTo(MOST_STEPS);
    }
}
