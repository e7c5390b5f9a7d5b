package happensbefore.workbook.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import happensbefore.telemetry.receiver.EmbeddedReceiver;
import happensbefore.workbook.TemporaryProject;
import happensbefore.workbook.TemporaryProject.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayCommandTest {
    @TempDir
    Path root;

    private TemporaryProject project;

    @BeforeEach
    void project() {
        project = new TemporaryProject(root);
    }

    private void config(String yaml) throws IOException {
        Files.writeString(root.resolve("gateway.yaml"), yaml);
    }

    @Test
    void aRightConfigIsSaidToBeRight() throws IOException {
        config("backends: [{name: main, endpoint: 'http://localhost:4999', headers: {authorization: secret}}]");
        Result result = project.run("gateway", "--config", "gateway.yaml", "--check");
        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains("gateway.yaml is right", "main at http://localhost:4999")
                .doesNotContain("secret");
    }

    @Test
    void aWrongOneIsToldWithTheLineAndWhatIsAllowed() throws IOException {
        config("answer: first\nbackends:\n  - name: main\n    endpoint: localhost\n");
        Result result = project.run("gateway", "--config", "gateway.yaml");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .contains("gateway.yaml:4: endpoint: \"localhost\" is no address. Allowed: http://HOST:PORT");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Result result = project.run("gateway", "--config", "none.yaml");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("none.yaml: There is no such file.");
    }

    @Test
    void aPortThatIsTakenIsNamed() throws IOException {
        try (EmbeddedReceiver other = EmbeddedReceiver.start()) {
            int port = other.grpcEndpoint().getPort();
            config("listen: {grpc: " + port + ", http: 0, admin: 0}\n"
                    + "backends: [{name: main, endpoint: 'http://localhost:4999'}]");
            Result result = project.run("gateway", "--config", "gateway.yaml");
            assertThat(result.status()).isEqualTo(2);
            assertThat(result.err()).contains("cannot listen on port " + port + " of 127.0.0.1");
        }
    }
}
