package happensbefore.workbook.text;

import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.FindingKind;
import happensbefore.workbook.ladder.Interleaving;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jline.utils.AttributedStyle;

/// A finding as a reader sees it: what is wrong, where, and what was seen.
///
/// @param sources the directory of the files that the finding names
/// @param shown a path as the reader would type it
/// @param whole everything, instead of the first lines of each detail
/// @param more how the reader gets to see the rest
public record FindingText(Path sources, Function<Path, String> shown, boolean whole, String more) {
    private static final int MOST_PLACES = 3;
    private static final int MOST_DETAIL_LINES = 12;

    /// The detail that says again, in the tool's own words, what the drawn interleaving shows.
    private static final String RAW = "Model checker";

    /// A detail that is broken at words; the others are what a program printed.
    private static final String SENTENCES = "Failed as well";

    public void add(Page page, Finding finding) {
        page.text("", finding.headline(), Ink.BAD);
        if (finding.kind() == FindingKind.CHECK_FAILED) {
            page.text("This is a fault of the check, not of your code.");
        }
        String test = finding.test();
        if (test != null) {
            page.text("", "Seen by " + test + ".", Ink.FAINT);
        }
        List<Finding.Place> places = finding.places();
        int most = whole ? places.size() : Math.min(MOST_PLACES, places.size());
        places.subList(0, most).forEach(place -> place(page, place));
        if (most < places.size()) {
            int left = places.size() - most;
            page.text("", "And " + left + (left == 1 ? " more place: " : " more places: ") + more + ".", Ink.FAINT);
        }
        Interleaving interleaving = finding.interleaving();
        if (interleaving != null) {
            page.gap();
            new ScheduleText(file -> lines(sources.resolve(file))).add(page, interleaving, finding.headline());
        }
        boolean later = interleaving != null && !whole;
        finding.details().stream()
                .filter(detail -> !later || !detail.title().equals(RAW))
                .forEach(detail -> detail(page, detail));
        if (later
                && finding.details().stream().anyMatch(detail -> detail.title().equals(RAW))) {
            page.gap().text("", "What the model checker said: " + more + ".", Ink.FAINT);
        }
    }

    private void place(Page page, Finding.Place place) {
        Path file = sources.resolve(place.file());
        String at = shown.apply(file) + (place.line() > 0 ? ":" + place.line() : "");
        new PlaceText(at, lines(file).orElse(List.of())).add(page, place);
    }

    private void detail(Page page, Finding.Detail detail) {
        page.gap();
        page.text("", detail.title(), Ink.HEAD);
        List<String> lines = detail.text().lines().toList();
        int most = whole || lines.size() <= MOST_DETAIL_LINES + 1 ? lines.size() : MOST_DETAIL_LINES;
        if (detail.title().equals(SENTENCES)) {
            lines.subList(0, most).forEach(line -> page.text("  ", line));
        } else if (most > 0) {
            page.verbatim("  ", String.join("\n", lines.subList(0, most)), AttributedStyle.DEFAULT);
        }
        if (most < lines.size()) {
            page.text("  ", (lines.size() - most) + " more lines: " + more + ".", Ink.FAINT);
        }
    }

    /// Bytes that are not UTF-8 do not keep the rest of the file from being shown.
    private static Optional<List<String>> lines(Path file) {
        try {
            return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
