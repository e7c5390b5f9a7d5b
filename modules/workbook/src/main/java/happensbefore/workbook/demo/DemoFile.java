package happensbefore.workbook.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import happensbefore.workbook.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A run as JSON.
final class DemoFile {
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private DemoFile() {}

    static String text(DemoRun run) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(run);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A run cannot be written", e);
        }
    }

    /// @throws UserError when the file is not there, or is no run of a demo
    static DemoRun read(Path file) {
        try {
            DemoRun run = JSON.readValue(Files.readString(file), DemoRun.class);
            if (run.schema() == DemoRun.SCHEMA) {
                return run;
            }
            throw new UserError(file + " is of another version of the workbook.", "Run the demo again.");
        } catch (IOException e) {
            throw new UserError(
                    file + " cannot be read as a run of a demo.",
                    "Name a file that --publish or --json has written: docs/lock-free/timeline.json.");
        }
    }
}
