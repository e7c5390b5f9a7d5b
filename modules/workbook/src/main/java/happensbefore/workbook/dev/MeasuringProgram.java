package happensbefore.workbook.dev;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A program that measures, in a JVM of its own with this one's class path: no other command's classes, threads or
/// options are in its way. Immutable.
///
/// @param arguments each as its text says
record MeasuringProgram(Class<?> main, List<?> arguments) {
    /// Prints each line at once.
    static Consumer<String> printing(PrintWriter out) {
        return line -> {
            out.println(line);
            out.flush();
        };
    }

    /// Runs it to its end. What it says on standard error goes to ours.
    ///
    /// @param line takes each line that it prints, as it comes
    /// @throws IOException when it does not end well
    void run(Consumer<String> line) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--sun-misc-unsafe-memory-access=allow", // protobuf reads through it, of which the JVM would warn
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        arguments.forEach(argument -> command.add(argument.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = process.inputReader()) {
            for (String said = lines.readLine(); said != null; said = lines.readLine()) {
                line.accept(said);
            }
            if (process.waitFor() != 0) {
                throw new IOException("the measurement failed: status " + process.exitValue());
            }
        } finally {
            process.destroy();
        }
    }
}
