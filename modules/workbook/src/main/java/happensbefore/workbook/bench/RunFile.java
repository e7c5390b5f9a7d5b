package happensbefore.workbook.bench;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import happensbefore.workbook.cli.UserError;
import happensbefore.workbook.machine.Machine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;

/// A run on disk: JMH's own JSON, each result with one more field, `workbook`, that says where it was measured and how.
final class RunFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EXTRA = "workbook";

    private RunFile() {}

    /// @param about the run, without scores
    static void write(Path file, Run about, Collection<RunResult> results) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
            ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
        }
        ArrayNode array = (ArrayNode) JSON.readTree(bytes.toString(StandardCharsets.UTF_8));
        for (JsonNode result : array) {
            ObjectNode fields = (ObjectNode) result;
            hideThePathsOf(fields);
            fields.put("forks", fields.path("primaryMetric").path("rawData").size()); // JMH counts those of one round
            ObjectNode extra = fields.putObject(EXTRA);
            extra.put("when", about.when());
            extra.put("command", about.command());
            extra.put("settings", about.settings());
            ArrayNode caveats = extra.putArray("caveats");
            about.caveats().forEach(caveats::add);
            ObjectNode machine = extra.putObject("machine");
            machine.put("cpu", about.machine().cpu());
            machine.put("cpus", about.machine().cpus());
            machine.put("os", about.machine().os());
            machine.put("jvm", about.machine().jvm());
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, array.toPrettyString() + "\n");
    }

    /// JMH notes the path of the JVM and of its class path, which belong to this machine and tell
    /// nothing of the result.
    private static void hideThePathsOf(ObjectNode result) {
        result.put("jvm", "java");
    }

    /// @throws UserError when the file is none that this command wrote
    static Run read(Path file) {
        try {
            JsonNode array = JSON.readTree(Files.readString(file));
            if (!array.isArray() || array.isEmpty() || !array.get(0).has(EXTRA)) {
                throw notOurs(file, "it holds no results with the field \"" + EXTRA + "\"");
            }
            List<Score> scores = new ArrayList<>();
            array.forEach(result -> scores.add(score(result)));
            JsonNode extra = array.get(0).get(EXTRA);
            JsonNode machine = extra.path("machine");
            List<String> caveats = new ArrayList<>();
            extra.path("caveats").forEach(caveat -> caveats.add(caveat.asText()));
            return new Run(
                    extra.path("when").asText(),
                    extra.path("command").asText(),
                    extra.path("settings").asText(),
                    new Machine(
                            machine.path("cpu").asText(),
                            machine.path("cpus").asInt(),
                            machine.path("os").asText(),
                            machine.path("jvm").asText()),
                    caveats,
                    scores);
        } catch (JacksonException e) {
            throw notOurs(file, "it is not JSON");
        } catch (IOException e) {
            throw new UserError(
                    "Cannot read " + file + ": " + e.getMessage(), "Give the file that a run named at its end.");
        }
    }

    private static UserError notOurs(Path file, String why) {
        return new UserError(
                file + " is not a result of ./workbook bench: " + why + ".",
                "Give the file that a run named at its end.");
    }

    private static Score score(JsonNode result) {
        String benchmark = result.path("benchmark").asText();
        int dot = benchmark.lastIndexOf('.');
        List<List<Double>> forks = new ArrayList<>();
        JsonNode metric = result.path("primaryMetric");
        for (JsonNode fork : metric.path("rawData")) {
            List<Double> iterations = new ArrayList<>();
            fork.forEach(sample -> iterations.add(sample.asDouble()));
            forks.add(iterations);
        }
        return Score.of(
                benchmark.substring(0, dot),
                benchmark.substring(dot + 1),
                result.path("params").path("implementation").asText(),
                result.path("threads").asInt(),
                metric.path("scoreUnit").asText(),
                forks);
    }
}
