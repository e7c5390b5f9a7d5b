package happensbefore.benchmarks.otlpsystem;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Puts a gateway under load and prints what it did: a generator, the gateway and the backend each in a
/// process of its own, all on this machine.
public final class LoadProgram {
    private static final int TRUSTED_SPANS_PER_SECOND = 10_000;
    private static final int WARM_UP_SECONDS = 5;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final String LINE = "%7s %10s %10s %8s %8s %8s %8s%n";

    private LoadProgram() {}

    /// The gateway's state, as its program prints it.
    private record State(long received, long exported, long dropped, long queued, long inFlight, long p50, long p99) {
        static State of(String line) {
            long[] all =
                    Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
            return new State(all[0], all[1], all[2], all[3], all[4], all[5], all[6]);
        }
    }

    private record Moment(long nanos, State state, Duration cpu, long rssKib) {}

    /// @param args seconds, spans per second to offer, services, and the gateway's heap in MiB
    public static void main(String[] args) throws IOException, InterruptedException {
        int seconds = Integer.parseInt(args[0]);
        String yaml = "listen: {grpc: 0, http: 0, admin: 0}\nbackends: [{name: sink, endpoint: 'http://127.0.0.1:%d'}]";
        try (LoadSink sink = new LoadSink()) {
            Process gateway = start(
                    List.of("-Xmx" + args[3] + "m", "-Xms" + args[3] + "m"),
                    LoadGateway.class,
                    yaml.formatted(sink.endpoint().getPort()));
            try (BufferedReader told = gateway.inputReader();
                    Writer ask = gateway.outputWriter()) {
                String endpoint = told.readLine();
                Process generator = start(
                        List.of("-Xmx512m"),
                        LoadGenerator.class,
                        endpoint,
                        args[2],
                        args[1],
                        Integer.toString(seconds + 2 * WARM_UP_SECONDS));
                try {
                    measure(gateway, told, ask, seconds);
                    System.out.println("generator: acknowledged and lost spans: "
                            + new String(generator.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip());
                } finally {
                    generator.destroy();
                }
                ask.close();
                told.lines().forEach(System.out::println);
                System.out.printf(Locale.ROOT, "backend: %,d spans%n", sink.spans());
            } finally {
                gateway.destroy();
            }
        }
    }

    private static Process start(List<String> options, Class<?> program, String... args) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(Arrays.asList(args));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void measure(Process gateway, BufferedReader told, Writer ask, int seconds)
            throws IOException, InterruptedException {
        while (look(gateway, told, ask, "look").state.received == 0 && gateway.isAlive()) {
            Thread.sleep(LOOK_AGAIN);
        }
        Thread.sleep(Duration.ofSeconds(WARM_UP_SECONDS));
        Moment first = look(gateway, told, ask, "mark");
        Moment before = first;
        long highest = first.rssKib;
        System.out.printf(LINE, "second", "received/s", "exported/s", "waiting", "p50 ms", "p99 ms", "RSS MiB");
        int pace = Math.max(1, seconds / 10);
        for (int second = pace; second <= seconds; second += pace) {
            Thread.sleep(Duration.ofSeconds(pace));
            Moment now = look(gateway, told, ask, "look");
            print(second, before, now);
            highest = Math.max(highest, now.rssKib);
            before = now;
        }
        sum(first, before, highest);
    }

    private static Moment look(Process gateway, BufferedReader told, Writer ask, String question) throws IOException {
        ask.write(question + "\n");
        ask.flush();
        State state = State.of(told.readLine());
        return new Moment(
                System.nanoTime(),
                state,
                gateway.info().totalCpuDuration().orElse(Duration.ZERO),
                rssKib(gateway.pid()));
    }

    /// Resident memory; 0 where the system does not tell it in `/proc`.
    private static long rssKib(long pid) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private static void print(int second, Moment before, Moment now) {
        double time = (now.nanos - before.nanos) / 1e9;
        System.out.printf(
                Locale.ROOT,
                LINE,
                second,
                String.format(Locale.ROOT, "%.0f", (now.state.received - before.state.received) / time),
                String.format(Locale.ROOT, "%.0f", (now.state.exported - before.state.exported) / time),
                now.state.queued + now.state.inFlight,
                String.format(Locale.ROOT, "%.1f", now.state.p50 / 1e6),
                String.format(Locale.ROOT, "%.1f", now.state.p99 / 1e6),
                now.rssKib >> 10);
    }

    private static void sum(Moment first, Moment last, long highestKib) {
        double time = (last.nanos - first.nanos) / 1e9;
        double rate = (last.state.exported - first.state.exported) / time;
        double cores = last.cpu.minus(first.cpu).toNanos() / 1e9 / time;
        System.out.printf(
                Locale.ROOT,
                "%,.0f spans/s exported with %.2f of a core: %,.0f spans/s a core; %.1f times %,d spans/s%n",
                rate,
                cores,
                cores == 0 ? 0 : rate / cores,
                rate / TRUSTED_SPANS_PER_SECOND,
                TRUSTED_SPANS_PER_SECOND);
        System.out.printf(
                Locale.ROOT,
                "from receipt to export: p50 %.1f ms, p99 %.1f ms; RSS %d MiB at first, %d MiB at most, %d MiB at last%n",
                last.state.p50 / 1e6,
                last.state.p99 / 1e6,
                first.rssKib >> 10,
                highestKib >> 10,
                last.rssKib >> 10);
        System.out.printf(
                Locale.ROOT,
                "unaccounted for: %d%n",
                last.state.received
                        - last.state.exported
                        - last.state.dropped
                        - last.state.queued
                        - last.state.inFlight);
    }
}
