package happensbefore.testkit.build;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The reports that the tests of one module left, held against the test classes that there are.
record TestReports(Path target) {
    /// As Surefire finds them. Nested classes are reported with the class around them.
    private static final Pattern TEST = Pattern.compile("(Test[^$]*|[^$]*(Test|Tests|TestCase))\\.class");

    private static final Pattern SUITE = Pattern.compile("<testsuite [^>]*>");

    /// Why these reports do not show that every test class ran after `began`, and passed; empty when they do.
    Optional<String> gap(FileTime began) throws IOException {
        List<Path> classes = testClasses();
        if (classes.isEmpty()) {
            return Optional.of("there are no test classes");
        }
        for (Path file : classes) {
            String name = name(file);
            Path report = target.resolve("surefire-reports/TEST-" + name + ".xml");
            if (!Files.isRegularFile(report)
                    || Files.getLastModifiedTime(report).compareTo(began) < 0) {
                return Optional.of("no report says that " + name + " ran");
            }
            String suite = SUITE.matcher(Files.readString(report))
                    .results()
                    .map(found -> found.group())
                    .findFirst()
                    .orElse("");
            if (!suite.contains(" errors=\"0\"") || !suite.contains(" failures=\"0\"")) {
                return Optional.of(name + " did not pass");
            }
        }
        return Optional.empty();
    }

    private List<Path> testClasses() throws IOException {
        Path classes = target.resolve("test-classes");
        if (!Files.isDirectory(classes)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(classes)) {
            List<Path> named = files.filter(file ->
                            TEST.matcher(String.valueOf(file.getFileName())).matches())
                    .sorted()
                    .toList();
            List<Path> concrete = new ArrayList<>();
            for (Path file : named) {
                ClassModel model = ClassFile.of().parse(file);
                if (!model.flags().has(AccessFlag.ABSTRACT)) {
                    concrete.add(file);
                }
            }
            return concrete;
        }
    }

    private String name(Path file) {
        String path = target.resolve("test-classes").relativize(file).toString();
        return path.substring(0, path.length() - ".class".length())
                .replace('/', '.')
                .replace('\\', '.');
    }
}
