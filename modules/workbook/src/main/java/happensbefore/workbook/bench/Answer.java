package happensbefore.workbook.bench;

import happensbefore.benchmarks.Compare;
import happensbefore.benchmarks.Compare.Claim;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a run says to one question, at one number of threads: every implementation's score, and ours against each peer.
///
/// @param method empty when the class has no other
/// @param peers in the order the benchmark names them
record Answer(String type, String question, String pattern, String method, int threads, Score ours, List<Peer> peers) {

    /// @param atLeast what is claimed of the ratio, 0 when nothing is
    record Peer(Score score, Ratio ratio, double atLeast) {
        Optional<Ratio.Decision> decision() {
            return atLeast <= 0 ? Optional.empty() : Optional.of(ratio.decide(atLeast));
        }
    }

    /// @param compares what each benchmark class compares, by its name; classes that are not there are left out
    static List<Answer> of(Run run, Map<String, Compare> compares) {
        List<Answer> answers = new ArrayList<>();
        for (Score score : run.scores()) {
            Compare compare = compares.get(score.type());
            if (compare != null && score.implementation().equals(compare.ours())) {
                answers.add(of(score, compare, run.scores()));
            }
        }
        answers.sort(Comparator.comparing(Answer::pattern)
                .thenComparing(Answer::type)
                .thenComparing(Answer::method)
                .thenComparingInt(Answer::threads));
        return answers;
    }

    private static Answer of(Score ours, Compare compare, List<Score> scores) {
        List<Peer> peers = new ArrayList<>();
        for (Claim claim : compare.against()) {
            scores.stream()
                    .filter(score ->
                            score.sameBenchmark(ours) && score.implementation().equals(claim.peer()))
                    .findFirst()
                    .ifPresent(score -> peers.add(new Peer(score, Ratio.of(ours, score), claim.atLeast())));
        }
        return new Answer(
                ours.type(),
                compare.question(),
                compare.pattern(),
                scores.stream().allMatch(ours::sameMethod) ? "" : ours.method(),
                ours.threads(),
                ours,
                peers);
    }

    List<Score> scores() {
        List<Score> scores = new ArrayList<>(List.of(ours));
        peers.forEach(peer -> scores.add(peer.score()));
        return scores;
    }

    String threadsInWords() {
        return threads == 1 ? "1 thread" : threads + " threads";
    }
}
