package happensbefore.workbook.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.catalog.Workspace;
import happensbefore.workbook.ladder.Detail;
import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.Interleaving;
import happensbefore.workbook.ladder.RungResult;
import happensbefore.workbook.ladder.Verdict;

/// A verdict as `run --json` prints it. `docs/json.md` is its description.
final class VerdictJson {
    static final int SCHEMA = 1;
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Workspace workspace;
    private final Exercise exercise;

    VerdictJson(Workspace workspace, Exercise exercise) {
        this.workspace = workspace;
        this.exercise = exercise;
    }

    String document(Checker.Checked checked) {
        Verdict verdict = checked.verdict();
        ObjectNode document = JSON.createObjectNode()
                .put("schema", SCHEMA)
                .put("exercise", exercise.id())
                .put("topic", exercise.topic())
                .put("title", exercise.title())
                .put("file", path(exercise.edit()))
                .put("solved", verdict.solved())
                .put("changedDuringCheck", checked.changed())
                .put("spentMillis", verdict.spent().toMillis());
        ArrayNode caveats = document.putArray("caveats");
        verdict.caveats().forEach(caveats::add);
        ArrayNode rungs = document.putArray("rungs");
        verdict.rungs().forEach(result -> rung(rungs.addObject(), result));
        return written(document);
    }

    /// What `run --json` prints when nothing is left to solve.
    static String nothingLeft() {
        ObjectNode document = JSON.createObjectNode().put("schema", SCHEMA);
        document.putNull("exercise");
        document.put("solved", true).putArray("rungs");
        return written(document);
    }

    private void rung(ObjectNode node, RungResult result) {
        node.put("rung", result.rung().label());
        switch (result) {
            case RungResult.Passed passed ->
                node.put("result", "passed")
                        .put("spentMillis", passed.spent().toMillis())
                        .put("budgetMillis", passed.budget().toMillis())
                        .put("note", passed.note());
            case RungResult.Failed failed -> {
                node.put("result", "failed")
                        .put("spentMillis", failed.spent().toMillis())
                        .put("budgetMillis", failed.budget().toMillis());
                finding(node.putObject("finding"), failed.finding());
            }
            case RungResult.NotRun notRun -> node.put("result", "not-run").put("why", notRun.why());
        }
    }

    private void finding(ObjectNode node, Finding finding) {
        node.put("kind", finding.kind().label())
                .put("headline", finding.headline())
                .put("test", finding.test());
        ArrayNode places = node.putArray("places");
        for (Finding.Place place : finding.places()) {
            places.addObject()
                    .put("file", path(place.file()))
                    .put("line", place.line())
                    .put("column", place.column())
                    .put("message", place.message());
        }
        ArrayNode details = node.putArray("details");
        for (Detail detail : finding.details()) {
            details.addObject()
                    .put("title", detail.title())
                    .put("form", form(detail))
                    .put("text", detail.text());
        }
        if (finding.interleaving() == null) {
            node.putNull("interleaving");
        } else {
            interleaving(node.putObject("interleaving"), finding.interleaving());
        }
    }

    private static String form(Detail detail) {
        return switch (detail) {
            case Detail.Sentences _ -> "sentences";
            case Detail.Printed _ -> "printed";
            case Detail.Drawing _ -> "drawing";
            case Detail.Stacks _ -> "stacks";
        };
    }

    private void interleaving(ObjectNode node, Interleaving interleaving) {
        ArrayNode lanes = node.putArray("lanes");
        interleaving.lanes().forEach(lanes::add);
        ArrayNode steps = node.putArray("steps");
        for (Interleaving.Step step : interleaving.steps()) {
            String file = step.file();
            steps.addObject()
                    .put("lane", step.lane())
                    .put("depth", step.depth())
                    .put("text", step.text())
                    .put("file", file == null ? null : path(file))
                    .put("line", step.line())
                    .put("switchAfter", step.switchAfter());
        }
        node.put("outcome", interleaving.outcome());
    }

    private String path(String file) {
        return workspace
                .relative(workspace.workingCopy(exercise).resolve(file))
                .toString()
                .replace('\\', '/');
    }

    private static String written(ObjectNode document) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
