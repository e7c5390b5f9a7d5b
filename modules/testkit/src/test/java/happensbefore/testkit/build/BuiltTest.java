package happensbefore.testkit.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltTest {
    private static final Map<String, String> CLASSES = Map.of("Up.class", "up", "a/b/Down.class", "down");

    @TempDir
    private Path module;

    @Test
    void aJarIsWhatItsClassesAre() throws IOException {
        Path classes = module.resolve("target/classes");
        for (Map.Entry<String, String> each : CLASSES.entrySet()) {
            Path file = classes.resolve(each.getKey());
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, each.getValue());
        }
        Path jar = module.resolve("target/up.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            put(zip, "META-INF/MANIFEST.MF", "Build-Jdk-Spec: 17");
            put(zip, "META-INF/maven/up/pom.properties", "version=1");
            for (Map.Entry<String, String> each : CLASSES.entrySet()) {
                put(zip, each.getKey(), each.getValue());
            }
        }

        assertThat(Built.files(jar))
                .containsExactlyEntriesOf(Built.files(classes))
                .hasSize(2);
        assertThat(Built.files(jar).get("a/b/Down.class")).asString(UTF_8).isEqualTo("down");
        assertThat(Built.module(jar)).isEqualTo(Built.module(classes)).isEqualTo(module);
    }

    @Test
    void whatIsNotThereIsEmpty() throws IOException {
        assertThat(Built.files(module.resolve("target/classes"))).isEmpty();
    }

    private static void put(ZipOutputStream zip, String name, String content) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(content.getBytes(UTF_8));
    }
}
