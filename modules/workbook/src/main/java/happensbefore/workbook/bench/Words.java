package happensbefore.workbook.bench;

import happensbefore.benchmarks.Compare;
import happensbefore.workbook.machine.Choices;
import java.util.ArrayList;
import java.util.List;

/// Sentences that the terminal and the reports share.
final class Words {
    static final String METHOD = "A ratio is ours over the peer's in throughput, from one run: the ratio of the means,"
            + " with a 99.9% confidence interval (delta method; Student's t, Welch's degrees of freedom). A sample is the mean"
            + " of a fork, as forks differ more than the iterations of one; of a run with fewer than "
            + Score.ENOUGH_FORKS
            + " forks it is an iteration, and the interval is too narrow. A claim is met when the whole interval lies at or above its bound, missed when"
            + " the whole interval lies below it, and otherwise not decided. Level means at least "
            + Numbers.bound(Compare.LEVEL)
            + " times: the interval of two equals never lies wholly at or above 1.";
    static final String ROUGH =
            "A quick run: one short fork for each implementation. Good for a first look, not for a conclusion.";

    private Words() {}

    /// What came of the claims, worst first, one sentence each.
    static List<String> claims(List<Answer> answers) {
        List<String> sentences = new ArrayList<>();
        for (Ratio.Decision decision : List.of(Ratio.Decision.MISSED, Ratio.Decision.NOT_DECIDED, Ratio.Decision.MET)) {
            for (Answer answer : answers) {
                for (Answer.Peer peer : answer.peers()) {
                    if (peer.decision().filter(decision::equals).isPresent()) {
                        sentences.add(sentence(answer, peer, decision));
                    }
                }
            }
        }
        return sentences;
    }

    private static String sentence(Answer answer, Answer.Peer peer, Ratio.Decision decision) {
        return "%s: %s is claimed to be %s %s (%s, %s); measured %s."
                .formatted(
                        switch (decision) {
                            case MET -> "Met";
                            case MISSED -> "MISSED";
                            case NOT_DECIDED -> "Not decided";
                        },
                        answer.ours().implementation(),
                        peer.atLeast() == Compare.LEVEL ? claimed(peer) + " with" : claimed(peer),
                        peer.score().implementation(),
                        benchmark(answer),
                        answer.threadsInWords(),
                        Numbers.withError(peer.ratio().value(), peer.ratio().error(), "±"));
    }

    /// `level`, `at least 2 times`.
    static String claimed(Answer.Peer peer) {
        return peer.atLeast() == Compare.LEVEL ? "level" : "at least " + Numbers.bound(peer.atLeast()) + " times";
    }

    /// `StackAloneBenchmark`, `BoundedChannelBenchmark.spscVirtual`.
    static String benchmark(Answer answer) {
        String type = Choices.simpleName(answer.type());
        return answer.method().isEmpty() ? type : type + "." + answer.method();
    }

    static String counted(List<Answer> answers) {
        long met = count(answers, Ratio.Decision.MET);
        long missed = count(answers, Ratio.Decision.MISSED);
        long open = count(answers, Ratio.Decision.NOT_DECIDED);
        return "Claims: %d met, %d missed, %d not decided.".formatted(met, missed, open);
    }

    private static long count(List<Answer> answers, Ratio.Decision decision) {
        return answers.stream()
                .flatMap(answer -> answer.peers().stream())
                .filter(peer -> peer.decision().filter(decision::equals).isPresent())
                .count();
    }
}
