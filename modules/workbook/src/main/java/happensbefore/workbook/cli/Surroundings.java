package happensbefore.workbook.cli;

import happensbefore.workbook.text.Look;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where a command runs.
///
/// @param directory where the reader is
/// @param look of `out`
/// @param interactive whether a person sits at both ends: input and output are terminals
/// @param keyboard where answers come from, or null when nobody can answer
public record Surroundings(
        Path directory,
        Map<String, String> environment,
        Look look,
        PrintWriter out,
        PrintWriter err,
        boolean interactive,
        @Nullable BufferedReader keyboard,
        Clock clock) {
    public Surroundings {
        directory = directory.toAbsolutePath().normalize();
        environment = Map.copyOf(environment);
    }
}
