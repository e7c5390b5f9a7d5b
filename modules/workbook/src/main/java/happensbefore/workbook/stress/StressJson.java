package happensbefore.workbook.stress;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import happensbefore.workbook.machine.Machine;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// The end of a session as `stress --json` prints it. `docs/json.md` is its description.
final class StressJson {
    static final int SCHEMA = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private StressJson() {}

    static String of(
            StressPlan plan,
            StressTally tally,
            Duration elapsed,
            Machine machine,
            List<String> caveats,
            String report) {
        ObjectNode root = JSON.createObjectNode();
        root.put("schema", SCHEMA);
        root.put("passed", tally.passed());
        root.put("machine", machine.line());
        ArrayNode weakenedBy = root.putArray("caveats");
        caveats.forEach(weakenedBy::add);
        root.put("budgetMillis", plan.budget().toMillis());
        root.put("spentMillis", elapsed.toMillis());
        root.put("seed", plan.seed());
        root.put("report", report);
        ArrayNode tests = root.putArray("tests");
        tally.totals().forEach(total -> add(tests.addObject(), total));
        return root.toPrettyString();
    }

    private static void add(ObjectNode node, StressTally.Total total) {
        node.put("test", total.test());
        node.put("verdict", word(total.verdict()));
        node.put("samples", total.samples());
        ArrayNode outcomes = node.putArray("outcomes");
        total.outcomes()
                .forEach(outcome -> outcomes.addObject()
                        .put("id", outcome.id())
                        .put("expect", word(outcome.expect()))
                        .put("count", outcome.count())
                        .put("description", outcome.description()));
        ArrayNode forks = node.putArray("forks");
        for (StressTally.Fork fork : total.forks()) {
            ObjectNode one = forks.addObject();
            one.put("mode", fork.mode().name());
            ArrayNode flags = one.putArray("flags");
            fork.mode().flags().forEach(flags::add);
            one.put("verdict", word(fork.result().verdict()));
            one.put("samples", fork.result().samples());
            ArrayNode messages = one.putArray("messages");
            fork.result().messages().forEach(messages::add);
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
