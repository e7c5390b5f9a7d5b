package happensbefore.workbook.dev;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.FindingKind;
import happensbefore.workbook.ladder.Rung;
import happensbefore.workbook.ladder.RungResult;
import happensbefore.workbook.ladder.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes the sources at their word: `"climb: behave test-failed"`.
final class SayingProver implements Prover {
    private static final Pattern SAID = Pattern.compile("\"climb: ([\\w-]+) ?([\\w-]*)\"");

    final List<String> climbed = new ArrayList<>();

    @Override
    public void prove(List<Claim> claims, BiConsumer<Claim, Verdict> verdicts) {
        for (Claim claim : claims) {
            climbed.add(claim.exercise().id() + ", " + claim.name() + " to "
                    + claim.top().label());
            verdicts.accept(claim, verdict(claim.exercise(), claim.sources(), claim.top()));
        }
    }

    static Verdict verdict(Exercise exercise, Path sources, Rung top) {
        Matcher said = SAID.matcher(read(sources.resolve(exercise.edit())));
        if (!said.find()) {
            throw new IllegalStateException("no verdict in " + sources);
        }
        List<RungResult> results = new ArrayList<>();
        boolean failed = false;
        for (var rung : exercise.rungs().entrySet()) {
            if (failed || rung.getKey().compareTo(top) > 0) {
                results.add(new RungResult.NotRun(rung.getKey(), "stopped below"));
            } else if (rung.getKey().label().equals(said.group(1))) {
                failed = true;
                results.add(new RungResult.Failed(
                        rung.getKey(), Duration.ZERO, rung.getValue(), Finding.of(kind(said.group(2)), "as it says")));
            } else {
                results.add(passed(rung.getKey(), rung.getValue()));
            }
        }
        return new Verdict(exercise.id(), results, Duration.ofMillis(1), List.of());
    }

    private static RungResult passed(Rung rung, Duration budget) {
        return new RungResult.Passed(rung, Duration.ZERO, budget, "");
    }

    private static FindingKind kind(String label) {
        return FindingKind.valueOf(label.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
