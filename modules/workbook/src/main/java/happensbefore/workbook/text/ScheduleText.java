package happensbefore.workbook.text;

import happensbefore.workbook.ladder.Interleaving;
import happensbefore.workbook.ladder.InterleavingText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/// A failing interleaving on a page: lanes in colors, or a numbered list for screen readers, and what came of it.
///
/// @param source the lines of a file of the reader, by its name
record ScheduleText(Function<String, Optional<List<String>>> source) {
    /// Each lane has its own; neither is one that means good or bad.
    private static final List<AttributedStyle> LANES = List.of(
            AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN),
            AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW),
            AttributedStyle.DEFAULT.foreground(AttributedStyle.MAGENTA),
            AttributedStyle.DEFAULT.foreground(AttributedStyle.BLUE));

    private static final InterleavingText.Paint COLORS = new InterleavingText.Paint() {
        @Override
        public String lane(int lane, String text) {
            return Ink.ansi(Ink.of(text, LANES.get(lane % LANES.size())));
        }

        @Override
        public String frame(String text) {
            return Ink.ansi(Ink.of(text, Ink.FAINT));
        }
    };

    /// @param headline what stands above already and need not be said again
    void add(Page page, Interleaving found, String headline) {
        Interleaving interleaving = printable(found);
        page.text("", "The interleaving, in the order it ran", Ink.HEAD);
        if (page.look().plain()) {
            spoken(page, interleaving);
        } else {
            drawn(page, interleaving);
        }
        List<String> outcome = interleaving
                .outcome()
                .lines()
                .filter(line -> !line.equals(headline))
                .toList();
        if (!outcome.isEmpty()) {
            page.gap().text("", "What came of it", Ink.HEAD);
            outcome.forEach(line -> page.text("  ", line, Ink.BAD));
        }
    }

    private void drawn(Page page, Interleaving interleaving) {
        Look look = page.look();
        Map<String, List<String>> files = new HashMap<>();
        for (Interleaving.Step step : interleaving.steps()) {
            String file = step.file();
            if (file != null) {
                source.apply(file)
                        .ifPresent(lines -> files.put(
                                file, lines.stream().map(Ascii::printable).toList()));
            }
        }
        Interleaving steps = new Interleaving(interleaving.lanes(), interleaving.steps(), "");
        new InterleavingText(look.columns(), !look.unicode(), look.color() ? COLORS : InterleavingText.Paint.NONE)
                .render(steps, files)
                .stripTrailing()
                .lines()
                .map(AttributedString::fromAnsi)
                .forEach(page::whole);
    }

    private static void spoken(Page page, Interleaving interleaving) {
        int number = 0;
        for (Interleaving.Step step : interleaving.steps()) {
            String at = step.file() == null ? "" : ", line " + step.line();
            page.text(++number + ". " + interleaving.lanes().get(step.lane()) + ": " + step.text() + at);
        }
    }

    /// What the reader's program has put into it must not steer the terminal.
    private static Interleaving printable(Interleaving interleaving) {
        return new Interleaving(
                interleaving.lanes().stream().map(Ascii::printable).toList(),
                interleaving.steps().stream()
                        .map(step -> new Interleaving.Step(
                                step.lane(),
                                step.depth(),
                                Ascii.printable(step.text()),
                                step.file(),
                                step.line(),
                                step.switchAfter()))
                        .toList(),
                interleaving.outcome().lines().map(Ascii::printable).collect(Collectors.joining("\n")));
    }
}
