package happensbefore.workbook.watch;

import happensbefore.workbook.catalog.Exercise;
import happensbefore.workbook.cli.App;
import happensbefore.workbook.cli.Hints;
import happensbefore.workbook.text.Ink;
import happensbefore.workbook.text.Look;
import happensbefore.workbook.text.Page;

/// What the keys do, in words.
final class Keys {
    private Keys() {}

    static Page line(Look look) {
        return new Page(look)
                .text("", "h hint, l list, r run again, n next, p previous, q quit, ? all keys", Ink.FAINT);
    }

    /// The keys, and first the hint for what was just seen.
    static Page offer(App app, Exercise exercise) {
        Hints hints = new Hints(exercise, app.progress().read().of(exercise));
        Page page = new Page(app.look());
        if (hints.nextIsForFailure()) {
            page.text("", "Press h: there is a hint for this failure.", Ink.NOTICE);
        }
        return page.add(line(app.look()));
    }

    static Page help(Look look) {
        Page page = new Page(look).text("", "Keys", Ink.HEAD);
        String[] lines = {
            "h  the next hint",
            "l  list the exercises",
            "r  run again",
            "n  next exercise",
            "p  previous exercise",
            "s  the solution, once it is solved",
            "t  the task again",
            "d  all details of the last finding",
            "q  quit, as does Ctrl-C",
        };
        for (String line : lines) {
            page.text("  ", line);
        }
        return page.text("Every save is checked by itself. To start afresh: ./workbook reset NAME")
                .gap();
    }
}
