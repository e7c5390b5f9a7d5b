package happensbefore.workbook.text;

import happensbefore.workbook.ladder.Detail;
import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.FindingKind;
import happensbefore.workbook.ladder.Interleaving;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/// A finding as a reader sees it: what is wrong, where, and what was seen.
///
/// @param sources the directory of the files that the finding names
/// @param shown a path as the reader would type it
/// @param whole everything, instead of the first lines of each detail
/// @param more how the reader gets to see the rest
/// @param exercise its id, for the commands that help on
public record FindingText(Path sources, Function<Path, String> shown, boolean whole, String more, String exercise) {
    private static final int MOST_PLACES = 3;
    private static final int MOST_DETAIL_LINES = 12;

    private static final int MOST_FRAMES = 3;

    public void add(Page page, Finding finding) {
        page.text("", finding.headline(), Ink.BAD);
        if (finding.kind() == FindingKind.CHECK_FAILED) {
            page.text("This is a fault of the check, not of your code.");
        }
        if (finding.kind() == FindingKind.FILE_MISSING) {
            page.text("To get the original back: ./workbook reset " + exercise);
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
        finding.details().stream()
                .sorted(Comparator.comparing(Detail.Drawing.class::isInstance)) // what is widest comes last
                .forEach(detail -> detail(page, detail));
    }

    private void place(Page page, Finding.Place place) {
        Path file = sources.resolve(place.file());
        String at = shown.apply(file) + (place.line() > 0 ? ":" + place.line() : "");
        new PlaceText(at, lines(file).orElse(List.of())).add(page, place);
    }

    private void detail(Page page, Detail detail) {
        page.gap();
        switch (detail) {
            case Detail.Sentences sentences ->
                lines(page, detail, sentences.sentences(), line -> page.text("  ", line));
            case Detail.Printed printed ->
                lines(page, detail, printed.text().lines().toList(), verbatim(page));
            case Detail.Stacks stacks ->
                lines(
                        page,
                        detail,
                        stacks.stacks().stream()
                                .flatMap(stack -> lines(stack).stream())
                                .toList(),
                        verbatim(page));
            case Detail.Drawing drawing -> drawing(page, drawing);
        }
    }

    private static Consumer<String> verbatim(Page page) {
        return line -> page.verbatim("  ", line, AttributedStyle.DEFAULT);
    }

    private void lines(Page page, Detail detail, List<String> lines, Consumer<String> line) {
        head(page, detail);
        int most = whole || lines.size() <= MOST_DETAIL_LINES + 1 ? lines.size() : MOST_DETAIL_LINES;
        lines.subList(0, most).forEach(line);
        if (most < lines.size()) {
            page.text("  ", (lines.size() - most) + " more lines: " + more + ".", Ink.FAINT);
        }
    }

    private void head(Page page, Detail detail) {
        page.text("", detail.title(), Ink.HEAD);
    }

    /// A drawing is shown only where it fits: broken at the width it says nothing.
    private void drawing(Page page, Detail.Drawing drawing) {
        if (!whole) {
            page.text("", drawing.title() + ": " + more + ".", Ink.FAINT);
            return;
        }
        head(page, drawing);
        List<String> lines = drawing.text().lines().map(Ascii::printable).toList();
        int widest = lines.stream().mapToInt(String::length).max().orElse(0);
        Look look = page.look();
        if (look.terminal() && widest > look.columns()) {
            page.text(
                    "  ",
                    "A table of " + widest + " columns, and this terminal has " + look.columns()
                            + ". A wider one shows it, and so does this:");
            page.whole(new AttributedString("  ./workbook run " + exercise + " --json"));
        } else {
            lines.forEach(line -> page.whole(new AttributedString(line)));
        }
    }

    /// Cut short: the reader's frames, the tests', and what the reader's code has called. The others are counted.
    private List<String> lines(Detail.Stack stack) {
        List<String> lines = new ArrayList<>(List.of(stack.heading()));
        List<Detail.Frame> frames = stack.frames();
        boolean foreign = frames.stream().allMatch(frame -> frame.whose() == Detail.Whose.LIBRARY);
        int left = 0;
        for (int i = 0; i < frames.size(); i++) {
            boolean calledByReader = i + 1 < frames.size() && frames.get(i + 1).whose() == Detail.Whose.READER;
            boolean shown = whole
                    || calledByReader
                    || (foreign ? i < MOST_FRAMES : frames.get(i).whose() != Detail.Whose.LIBRARY);
            if (shown) {
                leftOut(lines, left);
                left = 0;
                lines.add("    at " + frames.get(i).at());
            } else {
                left++;
            }
        }
        leftOut(lines, left);
        return lines;
    }

    private static void leftOut(List<String> lines, int frames) {
        if (frames > 0) {
            lines.add("    ... " + frames + (frames == 1 ? " frame" : " frames") + " of libraries");
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
