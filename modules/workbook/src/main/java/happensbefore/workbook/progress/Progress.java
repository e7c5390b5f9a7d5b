package happensbefore.workbook.progress;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.ladder.FindingKind;
import happensbefore.workbook.ladder.Rung;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The progress document: exercises by id. What it does not understand it keeps, so that an older and a newer workbook
/// can take turns on one file.
public final class Progress {
    public static final int SCHEMA = 1;
    private final ObjectNode document;

    Progress(ObjectNode document) {
        this.document = document;
    }

    static Progress empty() {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("schema", SCHEMA);
        return new Progress(document);
    }

    ObjectNode document() {
        return document;
    }

    int schema() {
        return document.path("schema").asInt(0);
    }

    /// What is kept under the exercise's id, or under an id that it had before.
    public Entry of(Exercise exercise) {
        JsonNode kept = exercises().get(keptUnder(exercise));
        return kept instanceof ObjectNode node ? read(node) : Entry.NONE;
    }

    /// The exercise that was checked last.
    public Optional<String> current() {
        return Optional.ofNullable(document.path("current").textValue());
    }

    void current(Exercise exercise) {
        document.put("current", exercise.id());
    }

    void put(Exercise exercise, Entry entry) {
        ObjectNode exercises =
                document.get("exercises") instanceof ObjectNode node ? node : document.putObject("exercises");
        JsonNode kept = exercises.remove(keptUnder(exercise));
        ObjectNode node = kept instanceof ObjectNode object ? object : exercises.objectNode();
        write(node, entry);
        exercises.set(exercise.id(), node);
    }

    private JsonNode exercises() {
        return document.path("exercises");
    }

    private String keptUnder(Exercise exercise) {
        if (exercises().has(exercise.id())) {
            return exercise.id();
        }
        return exercise.formerIds().stream()
                .filter(exercises()::has)
                .findFirst()
                .orElse(exercise.id());
    }

    private static Entry read(ObjectNode node) {
        List<String> hints = new ArrayList<>();
        node.path("hintsShown").forEach(mark -> hints.add(mark.asText()));
        return new Entry(solved(node.path("solved")), hints, failure(node.path("lastFailure")));
    }

    private static Entry.@Nullable Solved solved(JsonNode node) {
        if (!node.isObject()) {
            return null;
        }
        Instant at;
        try {
            at = Instant.parse(node.path("at").asText());
        } catch (DateTimeException e) {
            at = Instant.EPOCH;
        }
        return new Entry.Solved(
                at, node.path("content").asText(), node.path("original").asText());
    }

    private static Entry.@Nullable Failure failure(JsonNode node) {
        for (Rung rung : Rung.values()) {
            for (FindingKind kind : FindingKind.values()) {
                if (rung.label().equals(node.path("rung").asText())
                        && kind.label().equals(node.path("finding").asText())) {
                    return new Entry.Failure(rung, kind, node.path("text").asText());
                }
            }
        }
        return null;
    }

    private static void write(ObjectNode node, Entry entry) {
        Entry.Solved solved = entry.solved();
        if (solved == null) {
            node.remove("solved");
        } else {
            node.putObject("solved")
                    .put("at", solved.at().toString())
                    .put("content", solved.content())
                    .put("original", solved.original());
        }
        ArrayNode hints = node.putArray("hintsShown");
        entry.hintsShown().forEach(hints::add);
        Entry.Failure failure = entry.lastFailure();
        if (failure == null) {
            node.remove("lastFailure");
        } else {
            node.putObject("lastFailure")
                    .put("rung", failure.rung().label())
                    .put("finding", failure.finding().label())
                    .put("text", failure.text());
        }
    }
}
