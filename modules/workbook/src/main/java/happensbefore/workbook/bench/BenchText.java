package happensbefore.workbook.bench;

import happensbefore.workbook.machine.Choices;
import java.util.ArrayList;
import java.util.List;

/// A run on the terminal: a table for each question, then the claims.
final class BenchText {
    private BenchText() {}

    static List<String> lines(List<Answer> answers, boolean quick, boolean unicode) {
        String plusMinus = unicode ? "±" : "+-";
        List<String> lines = new ArrayList<>();
        for (Answer answer : answers) {
            lines.add("");
            lines.add("%s  %s (%s, %s)"
                    .formatted(answer.pattern(), answer.question(), Words.benchmark(answer), answer.threadsInWords()));
            lines.addAll(table(answer, plusMinus));
        }
        lines.add("");
        lines.add(Words.counted(answers));
        for (String claim : Words.claims(answers)) {
            if (!claim.startsWith("Met")) {
                lines.add("  " + (unicode ? claim : claim.replace("±", "+-")));
            }
        }
        lines.add(
                "Ratio: ours / peer in throughput, 99.9% interval. A claim is decided only when the interval leaves out"
                        + " its bound.");
        if (quick) {
            lines.add(Words.ROUGH);
        }
        return lines;
    }

    private static List<String> table(Answer answer, String plusMinus) {
        int name = answer.scores().stream()
                .mapToInt(score -> score.implementation().length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        lines.add(("  %-" + name + "s  %s %s")
                .formatted(
                        answer.ours().implementation(),
                        shown(answer.ours(), plusMinus),
                        answer.ours().unit()));
        for (Answer.Peer peer : answer.peers()) {
            String claim = peer.decision()
                    .map(decision -> "  claimed %s: %s".formatted(Words.claimed(peer), decision.words()))
                    .orElse("");
            lines.add(("  %-" + name + "s  %s %s  ratio %s%s")
                    .formatted(
                            peer.score().implementation(),
                            shown(peer.score(), plusMinus),
                            peer.score().unit(),
                            Numbers.withError(peer.ratio().value(), peer.ratio().error(), plusMinus),
                            claim));
        }
        return lines;
    }

    private static String shown(Score score, String plusMinus) {
        return "%18s".formatted(Numbers.withError(score.mean(), score.error(), plusMinus));
    }

    /// The changes from an earlier run, and whether the two can be compared at all.
    static List<String> changes(Run now, Run before, boolean unicode) {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("Compared with the run of " + before.when() + " (above 1 is faster now):");
        if (!now.machine().equals(before.machine())) {
            lines.add("  The machines differ, so a change need not come from the code:");
            lines.add("    then: " + before.machine().line());
            lines.add("    now:  " + now.machine().line());
        }
        if (!now.settings().equals(before.settings())) {
            lines.add("  The settings differ: then " + before.settings() + "; now " + now.settings() + ".");
        }
        List<Change> changes = Change.between(now, before);
        for (Change change : changes) {
            Score score = change.now();
            lines.add("  %s, %s, %d thr: %s, %s"
                    .formatted(
                            now.scores().stream().allMatch(score::sameMethod)
                                    ? Choices.simpleName(score.type())
                                    : Choices.simpleName(score.type()) + "." + score.method(),
                            score.implementation(),
                            score.threads(),
                            Numbers.withError(
                                    change.ratio().value(), change.ratio().error(), unicode ? "±" : "+-"),
                            change.verdict()));
        }
        int missing = now.scores().size() - changes.size();
        if (missing > 0) {
            lines.add("  %d of %d benchmarks are not in the earlier run."
                    .formatted(missing, now.scores().size()));
        }
        return lines;
    }
}
