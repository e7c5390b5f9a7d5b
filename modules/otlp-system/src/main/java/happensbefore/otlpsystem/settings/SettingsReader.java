package happensbefore.otlpsystem.settings;

import happensbefore.spanexport.Answer;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// From YAML to [GatewaySettings]. What is wrong is told with its line and what is allowed there.
public final class SettingsReader {
    private static final long MIB = 1 << 20;
    private static final int HIGHEST_PORT = 65_535;
    private static final long MOST_BYTES = 1L << 40;

    private static final Set<String> TOP = Set.of(
            "listen",
            "memory",
            "enrich",
            "sampling",
            "batch",
            "answer",
            "lagging_after",
            "backends",
            "shutdown",
            "telemetry");
    private static final Set<String> LISTEN = Set.of("host", "grpc", "http", "admin", "max_request");
    private static final Set<String> ENRICH = Set.of("workers", "attributes");
    private static final Set<String> SAMPLING = Set.of("wait", "slow", "keep", "memory");
    private static final Set<String> BATCH = Set.of("items", "bytes", "delay");
    private static final Set<String> BACKEND = Set.of(
            "name",
            "endpoint",
            "protocol",
            "compression",
            "headers",
            "queue",
            "concurrency",
            "timeout",
            "retry",
            "breaker");
    private static final Set<String> RETRY = Set.of("limit", "first", "longest", "budget");
    private static final Set<String> BREAKER = Set.of("failures", "pause", "longest");
    private static final Set<String> TELEMETRY = Set.of("endpoint", "interval");

    private final String file;
    private final long heap;

    private SettingsReader(String file, long heap) {
        this.file = file;
        this.heap = heap;
    }

    /// @param shown the file as messages name it
    /// @throws SettingsException when something is wrong in it; says where, and what is allowed
    public static GatewaySettings read(Path file, String shown) {
        try {
            return parse(Files.readString(file), shown);
        } catch (NoSuchFileException e) {
            throw new SettingsException(shown, 0, "", "There is no such file.");
        } catch (MalformedInputException e) {
            throw new SettingsException(shown, 0, "", "It holds bytes that are not UTF-8.");
        } catch (IOException e) {
            throw new SettingsException(shown, 0, "", "It cannot be read: " + e.getMessage() + ".");
        }
    }

    /// As [#read], from a text. Sizes that are not set follow the heap of this JVM.
    public static GatewaySettings parse(String yaml, String shown) {
        return new SettingsReader(shown, Runtime.getRuntime().maxMemory()).settings(yaml);
    }

    private GatewaySettings settings(String yaml) {
        Section top = new Section(file, Node.read(yaml, file), "", TOP);
        GatewaySettings.Listen listen = listen(top.section("listen", LISTEN));
        long memory = top.size("memory", Math.max(4 * MIB, heap / 8), 1, MOST_BYTES);
        if (memory < listen.maxRequest()) {
            throw top.wrong("memory", "It is less than one request of the largest size, " + listen.maxRequest() + "B.");
        }
        GatewaySettings.Batch batch = batch(top.section("batch", BATCH));
        Answer answer = top.choice("answer", "all", "first", false) ? Answer.ALL : Answer.FIRST;
        List<GatewaySettings.Backend> backends = backends(top, Math.max(listen.maxRequest(), batch.bytes()));
        return new GatewaySettings(
                listen,
                memory,
                enrich(top.section("enrich", ENRICH)),
                top.has("sampling") ? sampling(top.section("sampling", SAMPLING), memory) : null,
                batch,
                answer,
                laggingAfter(top, answer),
                backends,
                top.duration("shutdown", Duration.ofSeconds(30)),
                top.has("telemetry") ? telemetry(top.section("telemetry", TELEMETRY)) : null);
    }

    private static @Nullable Duration laggingAfter(Section top, Answer answer) {
        if (answer == Answer.FIRST) {
            return top.duration("lagging_after", Duration.ofSeconds(1));
        }
        if (top.has("lagging_after")) {
            throw top.wrong("lagging_after", "It has no meaning with answer: all, which waits for every backend.");
        }
        return null;
    }

    private static GatewaySettings.Listen listen(Section section) {
        return new GatewaySettings.Listen(
                section.text("host", "127.0.0.1"),
                section.number("grpc", 4317, 0, HIGHEST_PORT),
                section.number("http", 4318, 0, HIGHEST_PORT),
                section.number("admin", 13133, 0, HIGHEST_PORT),
                (int) section.size("max_request", 4 * MIB, 1024, 64 * MIB));
    }

    private static GatewaySettings.Enrich enrich(Section section) {
        int processors = Runtime.getRuntime().availableProcessors();
        return new GatewaySettings.Enrich(section.number("workers", processors, 1, 64), section.texts("attributes"));
    }

    private static GatewaySettings.Sampling sampling(Section section, long memory) {
        return new GatewaySettings.Sampling(
                section.duration("wait", Duration.ofSeconds(5)),
                section.duration("slow", Duration.ofMillis(500)),
                section.percent("keep", 0.1),
                section.size("memory", memory / 2, 1, memory));
    }

    private static GatewaySettings.Batch batch(Section section) {
        return new GatewaySettings.Batch(
                section.number("items", 8192, 1, 1_000_000),
                section.size("bytes", 4 * MIB, 1, 64 * MIB),
                section.duration("delay", Duration.ofMillis(200)));
    }

    private List<GatewaySettings.Backend> backends(Section top, long largest) {
        List<Section> sections = top.sections("backends", BACKEND);
        if (sections.isEmpty()) {
            throw top.wrong("backends", "There is none. At least one is needed, with a name and an endpoint.");
        }
        long share = Math.max(2 * largest, heap / 4 / sections.size());
        List<GatewaySettings.Backend> backends = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Section section : sections) {
            if (!names.add(section.text("name"))) {
                throw section.wrong("name", "\"" + section.text("name") + "\" is the name of another backend.");
            }
            backends.add(new GatewaySettings.Backend(
                    section.text("name"),
                    section.endpoint("endpoint"),
                    protocol(section),
                    section.choice("compression", "gzip", "none", false),
                    section.texts("headers"),
                    section.size("queue", share, 2 * largest, MOST_BYTES),
                    section.number("concurrency", 8, 1, 64),
                    section.duration("timeout", Duration.ofSeconds(10)),
                    retry(section.section("retry", RETRY)),
                    breaker(section.section("breaker", BREAKER))));
        }
        return backends;
    }

    private static GatewaySettings.Protocol protocol(Section section) {
        if (!section.choice("protocol", "grpc", "http/protobuf", false)) {
            return GatewaySettings.Protocol.HTTP_PROTOBUF;
        }
        if (!section.endpoint("endpoint").getPath().isEmpty()) {
            throw section.wrong("endpoint", "With protocol: grpc it has no path.");
        }
        return GatewaySettings.Protocol.GRPC;
    }

    private static GatewaySettings.Retries retry(Section section) {
        Duration first = section.duration("first", Duration.ofMillis(200));
        Duration longest = section.duration("longest", max(first, Duration.ofSeconds(5)));
        if (longest.compareTo(first) < 0) {
            throw section.wrong("longest", "It is less than the first.");
        }
        @Nullable Double budget = section.has("budget") ? section.percent("budget", 1) : null;
        return new GatewaySettings.Retries(section.duration("limit", Duration.ofMinutes(5)), first, longest, budget);
    }

    private static GatewaySettings.Breaker breaker(Section section) {
        Duration pause = section.duration("pause", Duration.ofSeconds(1));
        Duration longest = section.duration("longest", max(pause, Duration.ofSeconds(30)));
        if (longest.compareTo(pause) < 0) {
            throw section.wrong("longest", "It is less than the pause.");
        }
        return new GatewaySettings.Breaker(section.number("failures", 5, 1, 1_000_000), pause, longest);
    }

    private static GatewaySettings.OwnTelemetry telemetry(Section section) {
        return new GatewaySettings.OwnTelemetry(
                section.endpoint("endpoint"), section.duration("interval", Duration.ofSeconds(10)));
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
