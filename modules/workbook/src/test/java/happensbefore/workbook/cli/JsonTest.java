package happensbefore.workbook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import happensbefore.stress.driver.StressVerdict;
import happensbefore.workbook.JsonSchemas;
import happensbefore.workbook.TemporaryProject;
import happensbefore.workbook.ladder.FindingKind;
import happensbefore.workbook.ladder.Rung;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is printed as JSON is what `docs/json.md` and its schemas say.
class JsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DOCS = Path.of("../../docs");

    @TempDir
    Path root;

    @ParameterizedTest
    @ValueSource(strings = {"correct", "garbage", "deadlock", "lanes", "anything else"})
    void a_verdict_is_as_its_schema_says(String version) {
        TemporaryProject project = new TemporaryProject(root);
        project.writeEdit("hit-counter", "class HitCounter { /* " + version + " */ }");

        JsonSchemas.check("run", project.run("run", "--json", "hit-counter").out());
    }

    @Test
    void so_is_what_a_missing_file_gives() throws Exception {
        TemporaryProject project = new TemporaryProject(root);
        Files.delete(project.edit("hit-counter"));

        JsonSchemas.check("run", project.run("run", "--json", "hit-counter").out());
    }

    @Test
    void so_is_what_is_printed_when_nothing_is_left() {
        TemporaryProject project = new TemporaryProject(root);
        for (String id : List.of("hit-counter", "bounded-stack", "bank-transfer")) {
            project.solve(id);
            project.run("run", id);
        }

        JsonSchemas.check("run", project.run("run", "--json").out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"benchmarks/lock-free.json", "../modules/workbook/src/test/resources/bench/canned.json"})
    void kept_results_of_benchmarks_are_as_their_schema_says(String file) throws Exception {
        JsonSchemas.check("bench", Files.readString(DOCS.resolve(file)));
    }

    @Test
    void a_key_too_many_and_a_key_too_few_are_refused() throws Exception {
        String left = VerdictJson.nothingLeft();

        assertThatThrownBy(() -> JsonSchemas.check("run", left.replace("\"solved\"", "\"sloved\"")))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> JsonSchemas.check("run", left.replaceFirst("\\{", "{\"more\": 1,")))
                .isInstanceOf(AssertionError.class);
    }

    @ParameterizedTest
    @CsvSource({
        "run, ## `run --json`",
        "stress, ## `stress --json`",
        "bench, ## What `bench` keeps",
        "channels, ## `dev channels`",
        "demo, ## `demo --json`"
    })
    void the_page_names_exactly_the_keys_of_the_schema(String name, String heading) throws Exception {
        Set<String> keys = new TreeSet<>();
        collectKeys(JSON.readTree(JsonSchemas.text(name)), keys);

        assertThat(namedIn(heading)).isEqualTo(keys);
    }

    @Test
    void the_schemas_and_the_page_name_every_kind_of_rung_finding_and_verdict() throws Exception {
        JsonNode run = JSON.readTree(JsonSchemas.text("run"));
        JsonNode stress = JSON.readTree(JsonSchemas.text("stress"));
        List<String> kinds =
                Arrays.stream(FindingKind.values()).map(FindingKind::label).toList();
        List<String> rungs = Arrays.stream(Rung.values()).map(Rung::label).toList();
        List<String> verdicts = Arrays.stream(StressVerdict.values())
                .map(verdict -> verdict.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();

        assertThat(values(run.at("/$defs/finding/properties/kind/enum"))).containsExactlyInAnyOrderElementsOf(kinds);
        assertThat(values(run.at("/$defs/rungName/enum"))).containsExactlyInAnyOrderElementsOf(rungs);
        assertThat(values(stress.at("/$defs/verdict/enum"))).containsExactlyInAnyOrderElementsOf(verdicts);
        assertThat(Files.readString(DOCS.resolve("json.md")))
                .contains(inBackticks(kinds))
                .contains(inBackticks(rungs))
                .contains(inBackticks(verdicts));
    }

    /// The first cells of the tables below a heading of the page.
    private static Set<String> namedIn(String heading) throws Exception {
        String page = Files.readString(DOCS.resolve("json.md"));
        String section =
                page.substring(page.indexOf(heading) + heading.length()).split("\n## ", 2)[0];
        return Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE)
                .matcher(section)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void collectKeys(JsonNode schema, Set<String> keys) {
        schema.path("properties").fieldNames().forEachRemaining(keys::add);
        schema.forEach(below -> collectKeys(below, keys));
    }

    private static List<String> values(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    private static Iterable<String> inBackticks(List<String> words) {
        return words.stream().map(word -> "`" + word + "`").toList();
    }
}
