package happensbefore.workbook.dev;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/// Keeps the fenced blocks of the book equal to the code they show.
///
/// A block is bound to code by the comment before it: `<!-- snippet: path/File.java#region -->`, the path from the
/// project's root. Not thread-safe.
public final class Snippets {
    private static final Pattern COMMENT = Pattern.compile("^\\s*<!--\\s*snippet:\\s*(.*?)\\s*-->\\s*$");
    private static final Pattern TARGET = Pattern.compile("([^#\\s]+)#([\\w.-]+)");

    private final Path root;
    private final Map<Path, Regions> regions = new HashMap<>();

    public Snippets(Path root) {
        this.root = root;
    }

    /// One thing that is wrong in the book: a block that differs, or a comment that leads nowhere.
    ///
    /// @param file from the project's root
    /// @param line of the comment, counted from 1
    public record Fault(Path file, int line, String message) {
        @Override
        public String toString() {
            return "%s:%d: %s".formatted(file, line, message);
        }
    }

    /// What became of one Markdown file.
    ///
    /// @param text the file with every block rewritten that could be
    /// @param differing the blocks that differ from their code; `text` cures these
    /// @param broken the comments that lead nowhere; only an author can cure these
    public record Result(String text, List<Fault> differing, List<Fault> broken) {}

    /// The Markdown files that may hold snippets: the README and the book.
    public static List<Path> pages(Path root) throws IOException {
        List<Path> pages = new ArrayList<>();
        try (Stream<Path> top = Files.list(root);
                Stream<Path> book = Files.walk(root.resolve("docs"))) {
            Stream.concat(top, book)
                    .filter(path -> path.toString().endsWith(".md"))
                    .filter(path -> !root.relativize(path).startsWith(Path.of("docs", "target")))
                    .sorted()
                    .forEach(pages::add);
        }
        return pages;
    }

    /// What is wrong with the region markers of a source file.
    public static List<String> regionErrors(Path source) throws IOException {
        return Regions.of(Files.readString(source)).errors();
    }

    public Result check(Path page) throws IOException {
        String text = Files.readString(page);
        List<String> lines = new ArrayList<>(text.lines().toList());
        List<Fault> differing = new ArrayList<>();
        List<Fault> broken = new ArrayList<>();
        Path name = root.relativize(page);
        for (Binding binding : bindings(text).reversed()) {
            int line = binding.line() + 1;
            try {
                String wanted = code(binding.target());
                if (binding.block().isEmpty()) {
                    broken.add(new Fault(name, line, "no fenced block follows snippet " + binding.target()));
                } else if (!wanted.equals(binding.block().get().getLiteral())) {
                    differing.add(new Fault(name, line, "the block differs from " + binding.target()));
                    List<SourceSpan> spans = binding.block().get().getSourceSpans();
                    List<String> inside = lines.subList(
                            spans.getFirst().getLineIndex() + 1, spans.getLast().getLineIndex());
                    inside.clear();
                    inside.addAll(wanted.lines().toList());
                }
            } catch (NoSuchSnippet e) {
                broken.add(new Fault(name, line, e.getMessage()));
            }
        }
        return new Result(String.join("\n", lines) + "\n", differing.reversed(), broken.reversed());
    }

    /// A `snippet:` comment and the block after it, if there is one; `line` counts from 0.
    private record Binding(int line, String target, Optional<FencedCodeBlock> block) {}

    private static List<Binding> bindings(String text) {
        List<Binding> bindings = new ArrayList<>();
        Parser.builder()
                .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                .build()
                .parse(text)
                .accept(new AbstractVisitor() {
                    @Override
                    public void visit(HtmlBlock html) {
                        Matcher comment = COMMENT.matcher(html.getLiteral());
                        if (comment.matches()) {
                            Optional<FencedCodeBlock> block = Optional.ofNullable(html.getNext())
                                    .filter(FencedCodeBlock.class::isInstance)
                                    .map(FencedCodeBlock.class::cast);
                            int line = html.getSourceSpans().getFirst().getLineIndex();
                            bindings.add(new Binding(line, comment.group(1), block));
                        }
                    }
                });
        return bindings;
    }

    private String code(String target) throws IOException, NoSuchSnippet {
        Matcher parts = TARGET.matcher(target);
        if (!parts.matches()) {
            throw new NoSuchSnippet("snippet '%s' is not path#region".formatted(target));
        }
        Path file = root.resolve(parts.group(1)).normalize();
        if (!file.startsWith(root) || !Files.isRegularFile(file)) {
            throw new NoSuchSnippet("no such file: " + parts.group(1));
        }
        Regions found = regions.get(file);
        if (found == null) {
            found = Regions.of(Files.readString(file));
            regions.put(file, found);
        }
        if (!found.errors().isEmpty()) {
            throw new NoSuchSnippet(parts.group(1) + ": " + String.join("; ", found.errors()));
        }
        String region = found.texts().get(parts.group(2));
        if (region == null) {
            throw new NoSuchSnippet("no region %s in %s, which has %s"
                    .formatted(parts.group(2), parts.group(1), found.texts().keySet()));
        }
        return region;
    }

    private static final class NoSuchSnippet extends Exception {
        NoSuchSnippet(String message) {
            super(message);
        }

        @Override
        public String getMessage() {
            return String.valueOf(super.getMessage());
        }
    }
}
