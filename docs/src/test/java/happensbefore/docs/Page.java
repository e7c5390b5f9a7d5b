package happensbefore.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/// A Markdown file: where it leads, and where it can be entered.
///
/// @param links the destinations of links and pictures, as written
/// @param anchors what `#` may name, formed from the headings as GitHub does
record Page(Path file, List<String> links, Set<String> anchors) {
    static Page read(Path file) throws IOException {
        Page page = new Page(file, new ArrayList<>(), new LinkedHashSet<>());
        Map<String, Integer> seen = new HashMap<>();
        Parser.builder().build().parse(Files.readString(file)).accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                page.links.add(link.getDestination());
                visitChildren(link);
            }

            @Override
            public void visit(Image image) {
                page.links.add(image.getDestination());
            }

            @Override
            public void visit(Heading heading) {
                String anchor = anchor(text(heading));
                int before = seen.merge(anchor, 1, Integer::sum) - 1;
                page.anchors.add(before == 0 ? anchor : anchor + "-" + before);
                visitChildren(heading);
            }
        });
        return page;
    }

    /// What is wrong with each link that does not lead inside the project; links elsewhere are not followed.
    List<String> broken(Path root) throws IOException {
        List<String> broken = new ArrayList<>();
        for (String link : links) {
            if (link.matches("[a-z]+:.*")) {
                continue;
            }
            String[] parts = link.split("#", 2);
            Path target =
                    parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
            String name = root.relativize(file) + ": " + link;
            if (!target.startsWith(root) || !Files.exists(target)) {
                broken.add(name + ": no such file");
            } else if (parts.length == 2
                    && target.toString().endsWith(".md")
                    && !read(target).anchors().contains(parts[1])) {
                broken.add(name + ": no such heading");
            }
        }
        return broken;
    }

    private static String anchor(String heading) {
        return heading.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}\\-_ ]", "")
                .replace(' ', '-');
    }

    private static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
                text.append(part.getLiteral());
            }
        });
        return text.toString();
    }
}
