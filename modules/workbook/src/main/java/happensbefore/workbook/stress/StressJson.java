package happensbefore.workbook.stress;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import happensbefore.workbook.machine.Machine;
import java.time.Duration;
import java.util.List;

/// The end of a session for programs. Times are in seconds.
final class StressJson {
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
        root.put("passed", tally.passed());
        root.put("machine", machine.line());
        ArrayNode weakenedBy = root.putArray("caveats");
        caveats.forEach(weakenedBy::add);
        root.put("budget", plan.budget().toMillis() / 1000.0);
        root.put("spent", elapsed.toMillis() / 1000.0);
        root.put("seed", plan.seed());
        root.put("report", report);
        ArrayNode tests = root.putArray("tests");
        tally.totals().forEach(total -> add(tests.addObject(), total));
        return root.toPrettyString();
    }

    private static void add(ObjectNode node, StressTally.Total total) {
        node.put("test", total.test());
        node.put("verdict", total.verdict().name());
        node.put("samples", total.samples());
        ArrayNode outcomes = node.putArray("outcomes");
        total.outcomes()
                .forEach(outcome -> outcomes.addObject()
                        .put("id", outcome.id())
                        .put("expect", outcome.expect().name())
                        .put("count", outcome.count())
                        .put("description", outcome.description()));
        ArrayNode forks = node.putArray("forks");
        for (StressTally.Fork fork : total.forks()) {
            ObjectNode one = forks.addObject();
            one.put("mode", fork.mode().name());
            one.put("flags", String.join(" ", fork.mode().flags()));
            one.put("verdict", fork.result().verdict().name());
            one.put("samples", fork.result().samples());
            ArrayNode messages = one.putArray("messages");
            fork.result().messages().forEach(messages::add);
        }
    }
}
