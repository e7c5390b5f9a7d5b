package happensbefore.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is committed builds anywhere: it names no machine and no place that artifacts are fetched from.
class CommittedTextTest {
    private static final Pattern MACHINE_PATH =
            Pattern.compile("(?<![\\w.$}/-])(?:/home/\\w|/Users/\\w|/root/|[A-Z]:\\\\Users)");
    private static final Pattern PACKAGE_HOST = Pattern.compile(
            "https?://[\\w.-]*(?:artifactory|nexus|mirror|registry|proxy)[\\w.-]*[/:]", Pattern.CASE_INSENSITIVE);
    private static final Pattern REPOSITORY = Pattern.compile("<(?:repository|pluginRepository|mirror)>");

    @Test
    void noFileNamesThisMachineOrAPackageHost() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : Project.files(".java", ".md", ".yaml", ".xml", ".config", "/workbook", "/run", ".sh")) {
            if (!file.endsWith("CommittedTextTest.java")) {
                int number = 0;
                for (String line : Files.readAllLines(file)) {
                    number++;
                    if (isForbidden(line)) {
                        found.add(Project.ROOT.relativize(file) + ":" + number + ": " + line.strip());
                    }
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cd /home/someone/project",
                "\"/Users/someone/x\"",
                "file=/root/.m2",
                "<url>https://nexus.example.org/maven</url>",
                "https://npm-registry.example.org:8080",
                "<mirror>"
            })
    void theseAreFound(String line) {
        assertThat(isForbidden(line)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$HOME/.sdkman/candidates/java",
                "/Library/Java/JavaVirtualMachines",
                "https://www.apache.org/licenses/LICENSE-2.0",
                "exercises/root/x"
            })
    void theseAreNot(String line) {
        assertThat(isForbidden(line)).isFalse();
    }

    private static boolean isForbidden(String line) {
        return MACHINE_PATH.matcher(line).find()
                || PACKAGE_HOST.matcher(line).find()
                || REPOSITORY.matcher(line).find();
    }
}
