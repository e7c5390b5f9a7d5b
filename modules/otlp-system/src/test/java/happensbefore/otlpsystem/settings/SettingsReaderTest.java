package happensbefore.otlpsystem.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.spanexport.Answer;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
    private static final String BACKENDS = "backends: [{name: one, endpoint: 'http://localhost:4318'}]\n";

    private static GatewaySettings parse(String yaml) {
        return SettingsReader.parse(yaml, "gateway.yaml");
    }

    @Test
    void whatIsNotSaidHasItsDefault() {
        GatewaySettings settings = parse(BACKENDS);
        assertThat(settings.listen()).isEqualTo(new GatewaySettings.Listen("127.0.0.1", 4317, 4318, 13133, 4 << 20));
        assertThat(settings.answer()).isEqualTo(Answer.FIRST);
        assertThat(settings.laggingAfter()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.backends().getFirst().protocol()).isEqualTo(GatewaySettings.Protocol.HTTP_PROTOBUF);
        assertThat(settings.sampling()).isNull();
        assertThat(settings.telemetry()).isNull();
        assertThat(settings.memory())
                .isEqualTo(Math.max(4 << 20, Runtime.getRuntime().maxMemory() / 8));
    }

    @Test
    void everythingCanBeSaid() {
        GatewaySettings settings = parse("""
                listen: {host: 0.0.0.0, grpc: 1, http: 2, admin: 3, max_request: 1MiB}
                memory: 16MiB
                enrich:
                  workers: 3
                  attributes: {deployment.environment.name: production}
                sampling: {wait: 2s, slow: 250ms, keep: 12.5%, memory: 8MiB}
                batch: {items: 100, bytes: 512KiB, delay: 50ms}
                answer: all
                shutdown: 1m
                telemetry: {endpoint: 'http://localhost:4317', interval: 5s}
                backends:
                  - name: main
                    endpoint: https://example.org/otlp/
                    compression: gzip
                    headers: {authorization: Bearer secret}
                    queue: 8MiB
                    concurrency: 2
                    timeout: 3s
                    retry: {limit: 1m, first: 10ms, longest: 1s, budget: 20%}
                    breaker: {failures: 3, pause: 2s, longest: 4s}
                """);
        assertThat(settings.enrich().attributes()).containsEntry("deployment.environment.name", "production");
        assertThat(settings.sampling())
                .isEqualTo(new GatewaySettings.Sampling(Duration.ofSeconds(2), Duration.ofMillis(250), 0.125, 8 << 20));
        GatewaySettings.Backend backend = settings.backends().getFirst();
        assertThat(backend.endpoint()).hasToString("https://example.org/otlp");
        assertThat(backend.gzip()).isTrue();
        assertThat(backend.retry().budget()).isEqualTo(0.2);
        assertThat(backend.breaker().failures()).isEqualTo(3);
        assertThat(settings.toString()).doesNotContain("secret");
    }

    @Test
    void aBackendIsReachedOverGrpcIfThatIsSaid() {
        GatewaySettings settings = parse("""
                lagging_after: 250ms
                backends: [{name: one, endpoint: 'http://localhost:4317/', protocol: grpc}]
                """);
        assertThat(settings.laggingAfter()).isEqualTo(Duration.ofMillis(250));
        GatewaySettings.Backend backend = settings.backends().getFirst();
        assertThat(backend.protocol()).isEqualTo(GatewaySettings.Protocol.GRPC);
        assertThat(backend).hasToString("one at http://localhost:4317 (grpc)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    answer: some                        | gateway.yaml:1: answer: "some" is none of the allowed values: all, first.
                    anwser: all                         | gateway.yaml:1: anwser: There is no such key here. Allowed: answer, backends, batch
                    memory: lots                        | gateway.yaml:1: memory: "lots" is no such size. Allowed:
                    memory: 1KiB                        | gateway.yaml:1: memory: It is less than one request
                    shutdown: 0s                        | gateway.yaml:1: shutdown: "0s" is no time. Allowed: a whole number above 0 with ms, s or m
                    listen: {grpc: 70000}               | gateway.yaml:1: grpc: "70000" is none. Allowed: a whole number from 0 to 65535.
                    sampling: {keep: 101%}              | gateway.yaml:1: keep: "101%" is no part of a whole. Allowed: 0% to 100%
                    lagging_after: never                | gateway.yaml:1: lagging_after: "never" is no time. Allowed: a whole number above 0
                    batch: [1]                          | gateway.yaml:1: batch: Expected keys and values, found a list.
                    telemetry: {interval: 5s}           | gateway.yaml:1: endpoint: It is missing.
                    batch: {items: 1, items: 2}         | gateway.yaml:1: items: The key stands twice.
                    batch: {items: [                    | gateway.yaml:3: It is not YAML
                    """)
    void whatIsWrongIsToldWithItsLineAndWhatIsAllowed(String line, String message) {
        assertThatThrownBy(() -> parse(line + "\n" + BACKENDS))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void whatHasNoMeaningBesideAnotherKeyIsToldToo() {
        assertThatThrownBy(() -> parse("answer: all\nlagging_after: 5s\n" + BACKENDS))
                .hasMessage("gateway.yaml:2: lagging_after: It has no meaning with answer: all,"
                        + " which waits for every backend.");
        assertThatThrownBy(() ->
                        parse("backends: [{name: one, protocol: grpc,\nendpoint: 'http://localhost:4317/v1/traces'}]"))
                .hasMessage("gateway.yaml:2: endpoint: With protocol: grpc it has no path.");
        assertThatThrownBy(
                        () -> parse("backends: [{name: one, endpoint: 'http://localhost:4317',\nprotocol: http/json}]"))
                .hasMessage(
                        "gateway.yaml:2: protocol: \"http/json\" is none of the allowed values: grpc, http/protobuf.");
    }

    @Test
    void theLineIsThatOfTheValue() {
        assertThatThrownBy(() -> parse("backends:\n  - name: one\n    endpoint: localhost\n"))
                .hasMessage("gateway.yaml:3: endpoint: \"localhost\" is no address."
                        + " Allowed: http://HOST:PORT or https://HOST:PORT.");
        assertThatThrownBy(() -> parse(BACKENDS + "backends: []"))
                .hasMessageStartingWith("gateway.yaml:2: backends: The key stands twice.");
        assertThatThrownBy(() -> parse("")).hasMessageContaining("backends: There is none.");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> SettingsReader.read(Path.of("no-such.yaml"), "no-such.yaml"))
                .hasMessage("no-such.yaml: There is no such file.");
    }
}
