package happensbefore.workbook.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A run as Markdown: what is missed stands first, then the questions one by one.
final class BenchMarkdown {
    private BenchMarkdown() {}

    /// @param title `Benchmarks: lock-free`
    /// @param charts the Markdown that shows an answer's chart, or empty
    static String of(String title, Run run, List<Answer> answers, Function<Answer, String> charts) {
        List<String> lines = new ArrayList<>();
        lines.add("# " + title);
        lines.add("");
        lines.add("| | |");
        lines.add("|---|---|");
        lines.add("| machine | " + escaped(run.machine().line()) + " |");
        lines.add("| measured | " + run.when() + " |");
        lines.add("| command | `" + run.command() + "` |");
        lines.add("| settings | " + run.settings() + " |");
        if (run.isQuick()) {
            lines.add("| caution | " + Words.ROUGH + " |");
        }
        for (String caveat : run.caveats()) {
            lines.add("| caution | " + escaped(caveat) + " |");
        }
        lines.add("");
        lines.add(Words.METHOD + " Another machine gives other numbers.");
        lines.add("");
        lines.add(BenchChart.LEGEND);
        lines.add("");
        lines.add("## Claims");
        lines.add("");
        lines.add(Words.counted(answers));
        lines.add("");
        Words.claims(answers).forEach(claim -> lines.add("- " + escaped(claim)));
        for (Answer answer : answers) {
            lines.add("");
            lines.add("## %s: %s".formatted(answer.pattern(), escaped(answer.question())));
            lines.add("");
            lines.add("`%s`, %s.".formatted(Words.benchmark(answer), answer.threadsInWords()));
            lines.add("");
            lines.addAll(table(answer));
            lines.add("");
            lines.add(charts.apply(answer));
        }
        return String.join("\n", lines).replaceAll("\n{3,}", "\n\n").strip() + "\n";
    }

    private static List<String> table(Answer answer) {
        List<String> lines = new ArrayList<>();
        lines.add("| implementation | %s | ours / peer | claimed | |"
                .formatted(answer.ours().unit()));
        lines.add("|---|---|---|---|---|");
        lines.add("| **%s** | %s | | | |".formatted(escaped(answer.ours().implementation()), shown(answer.ours())));
        for (Answer.Peer peer : answer.peers()) {
            lines.add("| %s | %s | %s | %s | %s |"
                    .formatted(
                            escaped(peer.score().implementation()),
                            shown(peer.score()),
                            Numbers.withError(peer.ratio().value(), peer.ratio().error(), "±"),
                            peer.atLeast() > 0 ? Words.claimed(peer) : "",
                            peer.decision().map(BenchMarkdown::emphasized).orElse("")));
        }
        return lines;
    }

    private static String emphasized(Ratio.Decision decision) {
        return decision == Ratio.Decision.MISSED ? "**" + decision.words() + "**" : decision.words();
    }

    private static String shown(Score score) {
        return Numbers.withError(score.mean(), score.error(), "±");
    }

    static String chartTitle(Answer answer) {
        return Words.benchmark(answer) + ", " + answer.threadsInWords();
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
