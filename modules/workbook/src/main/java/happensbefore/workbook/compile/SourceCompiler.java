package happensbefore.workbook.compile;

import happensbefore.workbook.ladder.Finding;
import happensbefore.workbook.ladder.FindingKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// Compiles snapshots in this process, from memory to memory, with only the given class path.
///
/// Thread-safe: one compilation at a time. `close` releases the jars it holds open.
public final class SourceCompiler implements AutoCloseable {
    /// Either class files by binary name, or why there are none.
    public sealed interface Compilation {
        record Compiled(Map<String, byte[]> classes) implements Compilation {}

        record Refused(Finding finding) implements Compilation {}
    }

    private static final List<String> OPTIONS = List.of("-g", "-proc:none", "-implicit:none", "-parameters", "-nowarn");

    private final JavaCompiler javac;
    private final StandardJavaFileManager files;

    /// @throws IllegalStateException when this Java has no compiler
    public SourceCompiler(List<Path> classPath) {
        JavaCompiler found = ToolProvider.getSystemJavaCompiler();
        if (found == null) {
            throw new IllegalStateException("This Java has no compiler: run the workbook on a JDK, not on a JRE");
        }
        javac = found;
        files = javac.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
        try {
            files.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
            files.setLocationFromPaths(StandardLocation.SOURCE_PATH, List.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public synchronized Compilation compile(Snapshot snapshot) {
        List<Source> sources = new ArrayList<>();
        snapshot.files().forEach((name, text) -> sources.add(new Source(name, text)));
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (Outputs outputs = new Outputs(files)) {
            boolean compiled =
                    javac.getTask(null, outputs, said, OPTIONS, null, sources).call();
            return compiled ? new Compilation.Compiled(outputs.classes()) : new Compilation.Refused(finding(said));
        } catch (RuntimeException | Error e) {
            return new Compilation.Refused(Finding.of(FindingKind.DOES_NOT_COMPILE, "javac gave up: " + e));
        }
    }

    private static Finding finding(DiagnosticCollector<JavaFileObject> said) {
        List<Diagnostic<? extends JavaFileObject>> errors = said.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .collect(Collectors.toUnmodifiableList());
        List<Finding.Place> places = errors.stream().map(SourceCompiler::place).toList();
        String count = errors.size() == 1 ? "1 error" : errors.size() + " errors";
        return new Finding(
                FindingKind.DOES_NOT_COMPILE, "It does not compile: " + count, null, places, List.of(), null);
    }

    private static Finding.Place place(Diagnostic<? extends JavaFileObject> error) {
        return new Finding.Place(
                name(error),
                Math.toIntExact(Math.max(0, error.getLineNumber())),
                Math.toIntExact(Math.max(0, error.getColumnNumber())),
                error.getMessage(Locale.ROOT));
    }

    private static String name(Diagnostic<? extends JavaFileObject> error) {
        JavaFileObject source = error.getSource();
        return source instanceof Source ours ? ours.name : "";
    }

    @Override
    public synchronized void close() {
        try {
            files.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String name;
        private final String text;

        Source(String name, String text) {
            super(URI.create("string:///" + URI.create(name.replace(' ', '_'))), Kind.SOURCE);
            this.name = name;
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    private static final class Outputs extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, ByteArrayOutputStream> written = new TreeMap<>();

        Outputs(StandardJavaFileManager files) {
            super(files);
        }

        Map<String, byte[]> classes() {
            Map<String, byte[]> classes = new TreeMap<>();
            written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
            return classes;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location,
                String className,
                JavaFileObject.Kind kind,
                @Nullable FileObject sibling) {
            return new SimpleJavaFileObject(
                    URI.create("mem:///" + className.replace('.', '/') + kind.extension), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    written.put(className, bytes);
                    return bytes;
                }
            };
        }

        @Override
        public void close() {
            // The shared file manager underneath stays open for the next compilation.
        }
    }
}
