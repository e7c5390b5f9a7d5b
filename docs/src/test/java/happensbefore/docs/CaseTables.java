package happensbefore.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A page's tables of cases: those whose last column is headed "test", with the name of a test in each row.
///
/// The test class is the one that the page linked last, in that heading or above it.
final class CaseTables {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+Test\\.java)\\)");
    private static final Pattern HEADING = Pattern.compile("\\|.*\\| test( in [^|]*)?\\s*\\|");
    private static final Pattern CELLS = Pattern.compile("\\|(.*)\\|([^|]*)\\|");
    private static final Pattern NAME = Pattern.compile("`(\\w+)`");
    private static final Pattern TEST =
            Pattern.compile("(?s)@(?:Parameterized)?Test\\b(?:(?!\\bvoid\\b).)*\\bvoid\\s+(\\w+)\\(");

    /// A row: what it says, and where the test that it names should be.
    private record Row(String cells, String test, Path testClass) {}

    private final Path root;
    private final Path page;
    private final List<Row> rows = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    CaseTables(Path root, Path page) throws IOException {
        this.root = root;
        this.page = page;
        Path testClass = page;
        boolean inside = false;
        for (String line : Files.readAllLines(page)) {
            Matcher link = LINK.matcher(line);
            while (link.find()) {
                testClass = page.resolveSibling(link.group(1)).normalize();
            }
            boolean heading = HEADING.matcher(line).matches();
            if (inside && !heading && line.startsWith("|")) {
                add(line, testClass);
            }
            inside = heading || (inside && line.startsWith("|"));
        }
    }

    private void add(String line, Path testClass) {
        Matcher cells = CELLS.matcher(line);
        if (line.matches("[|\\s:-]+") || !cells.matches()) {
            return; // the line below the heading
        }
        Matcher name = NAME.matcher(cells.group(2).strip());
        if (name.matches()) {
            rows.add(new Row(cells.group(1).strip(), name.group(1), testClass));
        } else {
            problems.add(root.relativize(page) + ": no test in the row: " + line);
        }
    }

    /// The tests that the rows name, by the file that should have them.
    Map<Path, Set<String>> named() {
        return rows.stream()
                .collect(Collectors.groupingBy(
                        Row::testClass, LinkedHashMap::new, Collectors.mapping(Row::test, Collectors.toSet())));
    }

    /// What is wrong with each row whose test does not exist.
    List<String> problems() throws IOException {
        List<String> all = new ArrayList<>(problems);
        for (Row row : rows) {
            if (!tests(row.testClass()).contains(row.test())) {
                all.add(root.relativize(page) + ": no test " + row.test() + " in "
                        + row.testClass().getFileName() + ": " + row.cells());
            }
        }
        return all;
    }

    /// The names of the test methods in a source file; none when there is no such file.
    static Set<String> tests(Path source) throws IOException {
        if (!source.toString().endsWith(".java") || !Files.exists(source)) {
            return Set.of();
        }
        return TEST.matcher(Files.readString(source))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }
}
