package happensbefore.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The schemas in `docs/json`.
public final class JsonSchemas {
    private static final Path DIRECTORY = Path.of("../../docs/json");

    private JsonSchemas() {}

    /// @param name `run`
    public static String text(String name) {
        try {
            return Files.readString(DIRECTORY.resolve(name + ".schema.json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Fails unless the document is one that the schema describes.
    public static void check(String name, String document) {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text(name));
        assertThat(schema.validate(document, InputFormat.JSON))
                .as("what docs/json/%s.schema.json says of %s", name, document)
                .extracting(ValidationMessage::getMessage)
                .isEmpty();
    }
}
