package happensbefore.workbook.dev;

import happensbefore.workbook.cli.App;
import happensbefore.workbook.cli.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `dev snippets`
@Command(name = "snippets", description = "Rewrite the book's code blocks from the code they show.")
final class DevSnippetsCommand implements Callable<Integer> {
    private final App app;

    DevSnippetsCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() throws IOException {
        Path root = app.workspace().root();
        Snippets snippets = new Snippets(root);
        int broken = 0;
        for (Path page : Snippets.pages(root)) {
            Snippets.Result result = snippets.check(page);
            if (!result.differing().isEmpty()) {
                Files.writeString(page, result.text());
                app.out()
                        .println("rewritten: " + app.shown(page) + " ("
                                + result.differing().size() + ")");
            }
            result.broken().forEach(app.err()::println);
            broken += result.broken().size();
        }
        return broken == 0 ? ExitStatus.OK : ExitStatus.NOT_SOLVED;
    }
}
