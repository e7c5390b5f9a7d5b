package happensbefore.telemetry.receiver;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The program `curl`, one process for each request. It reads no configuration and uses no proxy.
final class Curl {
    private static final int SECONDS = 30;

    private final URI endpoint;
    private final Path directory;

    /// @param directory for what is sent and what is answered
    Curl(URI endpoint, Path directory) {
        this.endpoint = endpoint;
        this.directory = directory;
    }

    record Answer(int status, String httpVersion, String contentType, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    /// What `curl --version` says; empty where there is no curl.
    static String version() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("curl", "--version")
                    .redirectErrorStream(true)
                    .start();
            return toEnd(process);
        } catch (IOException e) {
            return "";
        }
    }

    Answer post(String path, byte[] body, String... options) throws IOException, InterruptedException {
        Path sent = Files.write(directory.resolve("sent"), body);
        List<String> all = new ArrayList<>(List.of(options));
        all.add("--data-binary");
        all.add("@" + sent);
        return send(path, all);
    }

    Answer send(String path, List<String> options) throws IOException, InterruptedException {
        Path answer = directory.resolve("answer");
        Files.deleteIfExists(answer);
        List<String> command = new ArrayList<>(List.of("curl", "--disable", "--noproxy", "*", "--silent"));
        command.addAll(List.of("--show-error", "--max-time", "20", "--output", answer.toString()));
        command.addAll(List.of("--write-out", "%{http_code} %{http_version} %{content_type}"));
        command.addAll(options);
        command.add(endpoint.resolve(path).toString());
        String told =
                toEnd(new ProcessBuilder(command).redirectErrorStream(true).start());
        String[] words = told.split(" ", 3);
        if (words.length < 3 || !words[0].matches("[1-5]\\d\\d")) {
            throw new AssertionError("curl had no answer: " + told);
        }
        byte[] body = Files.exists(answer) ? Files.readAllBytes(answer) : new byte[0];
        return new Answer(Integer.parseInt(words[0]), words[1], words[2], body);
    }

    private static String toEnd(Process process) throws IOException, InterruptedException {
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new AssertionError("curl has not ended: " + said);
            }
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
