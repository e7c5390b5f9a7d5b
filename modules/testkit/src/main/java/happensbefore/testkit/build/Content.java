package happensbefore.testkit.build;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A number for everything that was added, by name and by content, in this order: SHA-256. One thread's.
public final class Content {
    private final MessageDigest digest;

    public Content() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public void add(String name, byte[] content) {
        byte[] title = name.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(8)
                .putInt(title.length)
                .putInt(content.length)
                .flip());
        digest.update(title);
        digest.update(content);
    }

    public void add(String name, String content) {
        add(name, content.getBytes(StandardCharsets.UTF_8));
    }

    public void add(String name, Path file) throws IOException {
        add(name, Files.readAllBytes(file));
    }

    /// The JVM and the machine that this process runs on: what is right in one may fail in another.
    public void addPlatform() throws IOException {
        for (String property : new String[] {"java.vm.name", "java.vm.version", "os.name", "os.arch"}) {
            add(property, System.getProperty(property, ""));
        }
        Path release = Path.of(System.getProperty("java.home", ""), "release");
        if (Files.isRegularFile(release)) {
            add("release", release);
        }
        add("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    }

    /// Ends the sum: nothing is added after it.
    public String number() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
