package happensbefore.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/// The README's table: one row a pattern, and in each row every part that a pattern has.
final class ReadmeTable {
    static final List<String> COLUMNS =
            List.of("pattern", "chapter", "plain", "at work", "tests", "stress", "benchmark", "exercises");

    private final Path root;
    private final List<List<Cell>> rows = new ArrayList<>();

    /// @param text without links' destinations
    private record Cell(String text, List<String> links) {}

    ReadmeTable(Path root) throws IOException {
        this.root = root;
        Parser.builder()
                .extensions(List.of(TablesExtension.create()))
                .build()
                .parse(Files.readString(root.resolve("README.md")))
                .accept(new AbstractVisitor() {
                    @Override
                    public void visit(CustomBlock block) {
                        List<List<Cell>> table = block instanceof TableBlock ? rowsOf(block) : List.of();
                        if (!table.isEmpty() && texts(table.getFirst()).equals(COLUMNS)) {
                            rows.addAll(table.subList(1, table.size()));
                        }
                    }
                });
    }

    /// What the table lacks, each said with its row and its column.
    List<String> lacks(List<BookTopic> topics) throws IOException {
        List<String> lacks = new ArrayList<>();
        List<String> ids = rows.stream().map(row -> id(row)).toList();
        for (BookTopic topic : topics) {
            for (String pattern : topic.patterns()) {
                int at = ids.indexOf(pattern);
                if (at < 0) {
                    lacks.add(pattern + ": no row");
                } else {
                    lacks.addAll(lacks(topic, pattern, rows.get(at)));
                }
            }
        }
        List<String> known =
                topics.stream().flatMap(topic -> topic.patterns().stream()).toList();
        ids.stream().filter(id -> !known.contains(id)).forEach(id -> lacks.add(id + ": no such pattern in modules/"));
        return lacks;
    }

    private List<String> lacks(BookTopic topic, String pattern, List<Cell> row) throws IOException {
        String code = "java/happensbefore/" + topic.packageName() + "/";
        List<Pattern> parts = Stream.of(
                        "docs/" + topic.id() + "/[\\w-]+\\.md(#.*)?",
                        "modules/" + topic.id() + "/src/main/" + code + "\\w+\\.java",
                        "modules/" + topic.id() + "/src/main/" + code + "otlp/\\w+\\.java",
                        "modules/" + topic.id() + "/src/test/" + code + "(otlp/)?\\w+Test\\.java",
                        "stress-tests/src/main/java/happensbefore/stress/" + topic.packageName()
                                + "/(otlp/)?\\w+Stress\\.java",
                        "modules/benchmarks/src/main/java/happensbefore/benchmarks/" + topic.packageName()
                                + "/\\w+Benchmark\\.java",
                        "exercises/" + topic.id() + "/[\\w-]+/README\\.md")
                .map(Pattern::compile)
                .toList();
        List<String> lacks = new ArrayList<>();
        for (int column = 1; column < COLUMNS.size(); column++) {
            String name = pattern + ", " + COLUMNS.get(column) + ": ";
            Predicate<String> part = parts.get(column - 1).asMatchPredicate();
            List<String> links = column < row.size() ? row.get(column).links() : List.of();
            if (links.isEmpty()) {
                lacks.add(name + "nothing");
            }
            for (String link : links) {
                if (!part.test(link)) {
                    lacks.add(name + link + " is not one");
                } else if (!Files.exists(root.resolve(link.split("#", 2)[0]))) {
                    lacks.add(name + "no file " + link);
                }
            }
        }
        for (String exercise : exercisesOf(topic, pattern)) {
            if (!row.getLast().links().contains(exercise)) {
                lacks.add(pattern + ", exercises: " + exercise + " is not listed");
            }
        }
        return lacks;
    }

    private List<String> exercisesOf(BookTopic topic, String pattern) throws IOException {
        Path folder = root.resolve("exercises").resolve(topic.id());
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        Pattern declared = Pattern.compile("(?m)^pattern:\\s*" + pattern + "\\s*(#.*)?$");
        List<String> exercises = new ArrayList<>();
        try (Stream<Path> found = Files.list(folder)) {
            for (Path exercise : found.sorted().toList()) {
                Path yaml = exercise.resolve("exercise.yaml");
                if (Files.exists(yaml)
                        && declared.matcher(Files.readString(yaml)).find()) {
                    exercises.add(root.relativize(exercise.resolve("README.md")).toString());
                }
            }
        }
        return exercises;
    }

    private static String id(List<Cell> row) {
        return row.getFirst().text().split(" ", 2)[0];
    }

    private static List<String> texts(List<Cell> row) {
        return row.stream().map(Cell::text).collect(Collectors.toList());
    }

    private static List<List<Cell>> rowsOf(Node table) {
        List<List<Cell>> rows = new ArrayList<>();
        table.accept(new AbstractVisitor() {
            @Override
            public void visit(CustomNode node) {
                if (node instanceof TableRow) {
                    rows.add(new ArrayList<>());
                } else if (node instanceof TableCell) {
                    rows.getLast().add(cell(node));
                }
                visitChildren(node);
            }
        });
        return rows;
    }

    private static Cell cell(Node cell) {
        StringBuilder text = new StringBuilder();
        List<String> links = new ArrayList<>();
        cell.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(Link link) {
                links.add(link.getDestination());
                visitChildren(link);
            }
        });
        return new Cell(text.toString().strip(), links);
    }
}
