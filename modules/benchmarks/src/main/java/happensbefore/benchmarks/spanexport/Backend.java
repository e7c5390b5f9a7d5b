package happensbefore.benchmarks.spanexport;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;

/// A [ReceiverProgram] in a process that belongs to this. For one thread.
final class Backend implements AutoCloseable {
    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;
    private final String endpoint;

    Backend() throws IOException {
        process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReceiverProgram.class.getName()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        answers = process.inputReader();
        questions = process.outputWriter();
        endpoint = answer();
    }

    /// Where it takes OTLP over gRPC.
    String endpoint() {
        return endpoint;
    }

    /// How many spans it has acknowledged so far.
    long received() throws IOException {
        questions.write('\n');
        questions.flush();
        return Long.parseLong(answer());
    }

    private String answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("the receiver's process has ended");
        }
        return line;
    }

    @Override
    public void close() {
        try {
            questions.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            process.destroy();
        }
    }
}
