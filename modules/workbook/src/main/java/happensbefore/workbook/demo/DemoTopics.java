package happensbefore.workbook.demo;

import happensbefore.demos.Demo;
import java.util.Iterator;

/// The demos' topics, for the shell to complete.
final class DemoTopics implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Demo.all().stream().map(Demo::topic).iterator();
    }
}
