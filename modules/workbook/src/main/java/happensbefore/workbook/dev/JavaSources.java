package happensbefore.workbook.dev;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/// What sources say, read with javac's own parser and nothing else of it: they need not compile.
final class JavaSources {
    private static final Set<String> TEST_METHODS =
            Set.of("Test", "RepeatedTest", "ParameterizedTest", "TestFactory", "TestTemplate");
    private static final Pattern TAG = Pattern.compile("Tag\\((?:value = )?\"([\\w-]+)\"\\)");
    /// What [#tests] reports for a test without a tag.
    static final String NO_TAG = "";

    private JavaSources() {}

    /// The source without comments and layout: equal for two files that javac reads as the same code.
    static String normalized(Path file) throws IOException {
        StringBuilder text = new StringBuilder();
        for (CompilationUnitTree unit : parse(List.of(file))) {
            text.append(unit);
        }
        return text.toString();
    }

    /// The tags of the JUnit tests in these files, [#NO_TAG] standing for a test that has none.
    static Set<String> tests(List<Path> files) throws IOException {
        Set<String> tags = new TreeSet<>();
        for (CompilationUnitTree unit : parse(files)) {
            new TestScanner(tags).scan(unit, List.of());
        }
        return tags;
    }

    /// Whether one of these files declares a jcstress test.
    static boolean hasStressTest(List<Path> files) throws IOException {
        boolean[] found = {false};
        for (CompilationUnitTree unit : parse(files)) {
            new TreeScanner<Void, Void>() {
                @Override
                public Void visitAnnotation(AnnotationTree annotation, Void nothing) {
                    found[0] |= simpleName(annotation).equals("JCStressTest");
                    return super.visitAnnotation(annotation, null);
                }
            }.scan(unit, null);
        }
        return found[0];
    }

    /// Collects tags, passing those of the enclosing classes down.
    private static final class TestScanner extends TreeScanner<Void, List<String>> {
        private final Set<String> found;

        TestScanner(Set<String> found) {
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, List<String> inherited) {
            return super.visitClass(type, plus(inherited, tags(type.getModifiers())));
        }

        @Override
        public Void visitMethod(MethodTree method, List<String> inherited) {
            if (method.getModifiers().getAnnotations().stream()
                    .anyMatch(annotation -> TEST_METHODS.contains(simpleName(annotation)))) {
                List<String> tags = plus(inherited, tags(method.getModifiers()));
                found.addAll(tags.isEmpty() ? List.of(NO_TAG) : tags);
            }
            return null;
        }

        private static List<String> tags(ModifiersTree modifiers) {
            List<String> tags = new ArrayList<>();
            for (AnnotationTree annotation : modifiers.getAnnotations()) {
                Matcher tag = TAG.matcher(annotation.toString());
                if (tag.find()) {
                    tags.add(tag.group(1));
                }
            }
            return tags;
        }

        private static List<String> plus(List<String> one, List<String> other) {
            List<String> both = new ArrayList<>(one);
            both.addAll(other);
            return both;
        }
    }

    private static String simpleName(AnnotationTree annotation) {
        String name = annotation.getAnnotationType().toString();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static List<CompilationUnitTree> parse(List<Path> files) throws IOException {
        List<CompilationUnitTree> units = new ArrayList<>();
        if (files.isEmpty()) {
            return units;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    manager,
                    problem -> {},
                    List.of("-proc:none"),
                    null,
                    manager.getJavaFileObjectsFromPaths(files));
            task.parse().forEach(units::add);
        }
        return units;
    }
}
