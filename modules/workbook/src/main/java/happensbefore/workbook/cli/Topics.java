package happensbefore.workbook.cli;

import happensbefore.workbook.catalog.Topic;
import java.util.Iterator;

/// The topics' ids, for the shell to complete.
final class Topics implements Iterable<String> {
    private final App app;

    Topics(App app) {
        this.app = app;
    }

    @Override
    public Iterator<String> iterator() {
        return app.catalog().topics().stream().map(Topic::id).iterator();
    }
}
