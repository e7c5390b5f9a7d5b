package happensbefore.workbook.text;

import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.FindingKind;
import happensbefore.workbook.ladder.Interleaving;
import happensbefore.workbook.ladder.InterleavingText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// A finding as a reader sees it: what is wrong, where, and what was seen.
///
/// @param sources the directory of the files that the finding names
/// @param shown a path as the reader would type it
/// @param whole everything, instead of the first lines of each detail
/// @param more how the reader gets to see the rest
public record FindingText(Path sources, Function<Path, String> shown, boolean whole, String more) {
    private static final int AROUND = 2;
    private static final int MOST_PLACES = 3;
    private static final int MOST_DETAIL_LINES = 12;

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
            page.text("", "And " + (places.size() - most) + " more places: " + more + ".", Ink.FAINT);
        }
        Interleaving interleaving = finding.interleaving();
        if (interleaving != null) {
            page.gap();
            interleaving(page, interleaving);
        }
        if (interleaving != null && !whole && !finding.details().isEmpty()) {
            page.gap().text("", "What the model checker said: " + more + ".", Ink.FAINT);
        } else {
            finding.details().forEach(detail -> detail(page, detail));
        }
    }

    private void interleaving(Page page, Interleaving interleaving) {
        Look look = page.look();
        Map<String, List<String>> files = new HashMap<>();
        for (Interleaving.Step step : interleaving.steps()) {
            String file = step.file();
            if (file != null) {
                lines(sources.resolve(file)).ifPresent(text -> files.put(file, text));
            }
        }
        page.text("", "The interleaving, in the order it ran", Ink.HEAD);
        if (look.plain()) {
            spoken(page, interleaving);
            return;
        }
        String drawing = new InterleavingText(look.width(), !look.unicode(), InterleavingText.Paint.NONE)
                .render(interleaving, files);
        page.verbatim("", drawing, AttributedStyle.DEFAULT);
    }

    private static void spoken(Page page, Interleaving interleaving) {
        int number = 0;
        for (Interleaving.Step step : interleaving.steps()) {
            String at = step.file() == null ? "" : ", line " + step.line();
            page.text(++number + ". " + interleaving.lanes().get(step.lane()) + ": " + step.text() + at);
        }
        page.gap().text(interleaving.outcome());
    }

    private void place(Page page, Finding.Place place) {
        Path file = sources.resolve(place.file());
        page.gap();
        String at = shown.apply(file) + (place.line() > 0 ? ":" + place.line() : "");
        if (page.look().plain()) {
            page.text("At " + at + (place.message().isEmpty() ? "" : ": " + place.message()));
        } else {
            page.whole(Ink.of(at, Ink.CODE));
        }
        List<String> lines = lines(file).orElse(List.of());
        if (place.line() >= 1 && place.line() <= lines.size()) {
            excerpt(page, lines, place);
        }
        if (!place.message().isEmpty() && !page.look().plain()) {
            page.text("    ", place.message());
        }
    }

    private void excerpt(Page page, List<String> lines, Finding.Place place) {
        if (page.look().plain()) {
            page.verbatim("  ", lines.get(place.line() - 1).strip(), AttributedStyle.DEFAULT);
            return;
        }
        int from = Math.max(1, place.line() - AROUND);
        int to = Math.min(lines.size(), place.line() + AROUND);
        int digits = Integer.toString(to).length();
        for (int n = from; n <= to; n++) {
            boolean here = n == place.line();
            String number = " ".repeat(digits - Integer.toString(n).length()) + n;
            page.line(new AttributedStringBuilder()
                    .append(here ? "  > " : "    ", Ink.BAD)
                    .append(number + " | ", Ink.FAINT)
                    .append(Ascii.printable(lines.get(n - 1)), here ? Ink.HEAD : AttributedStyle.DEFAULT)
                    .toAttributedString());
            if (here && place.column() > 0) {
                String before = lines.get(n - 1)
                        .substring(
                                0, Math.min(place.column() - 1, lines.get(n - 1).length()));
                page.line(Ink.of(
                        " ".repeat(4 + digits + 3 + Ascii.printable(before).length()) + "^", Ink.BAD));
            }
        }
    }

    private void detail(Page page, Finding.Detail detail) {
        page.gap();
        page.text("", detail.title(), Ink.HEAD);
        List<String> lines = detail.text().lines().toList();
        int most = whole || lines.size() <= MOST_DETAIL_LINES + 1 ? lines.size() : MOST_DETAIL_LINES;
        if (most > 0) {
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
