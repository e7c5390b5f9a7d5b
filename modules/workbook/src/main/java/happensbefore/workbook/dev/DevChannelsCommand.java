package happensbefore.workbook.dev;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import happensbefore.benchmarks.channels.Workload;
import happensbefore.benchmarks.channels.WorkloadProgram;
import happensbefore.workbook.cli.App;
import happensbefore.workbook.cli.ExitStatus;
import happensbefore.workbook.cli.UserError;
import happensbefore.workbook.machine.Machine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `dev channels`
@Command(
        name = "channels",
        description = {"Run a workload of the channels as a plain program, and print messages a second as JSON."})
final class DevChannelsCommand implements Callable<Integer> {
    static final int SCHEMA = 2;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final App app;

    @Option(
            names = "--workload",
            paramLabel = "NAME",
            defaultValue = "mpmc",
            description = "seq, spsc, mpsc, mpmc, select_rx, select_both. Default: ${DEFAULT-VALUE}.")
    private String workload = "";

    @Option(
            names = "--implementation",
            paramLabel = "NAME",
            defaultValue = "Channel",
            description =
                    "Channel, ArrayBlockingQueue, LinkedBlockingQueue, LinkedTransferQueue, SynchronousQueue. Default: ${DEFAULT-VALUE}.")
    private String implementation = "";

    @Option(
            names = "--messages",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "In all. Default: ${DEFAULT-VALUE}.")
    private long messages;

    @Option(names = "--senders", paramLabel = "N", defaultValue = "4", description = "Default: ${DEFAULT-VALUE}.")
    private int senders;

    @Option(names = "--receivers", paramLabel = "N", defaultValue = "4", description = "Default: ${DEFAULT-VALUE}.")
    private int receivers;

    @Option(
            names = "--capacity",
            paramLabel = "N",
            description = {
                "How many messages have room; 0 where each is handed over, or unbounded.",
                "Default: 1024, and for a queue of the JDK that leaves no choice what it has."
            })
    private @Nullable String capacity;

    @Option(
            names = "--threads",
            paramLabel = "KIND",
            defaultValue = "platform",
            description = "platform or virtual. Default: ${DEFAULT-VALUE}.")
    private String threads = "";

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "After one to warm up. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    /// @param moved messages
    private record Round(long moved, long nanos) {
        double perSecond() {
            return moved * 1e9 / nanos;
        }
    }

    DevChannelsCommand(App app) {
        this.app = app;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Workload chosen = workload();
        Room room = Room.of(implementation, capacity);
        refuseNonsense(chosen, room);
        app.out().println(json(room, run(chosen, room)));
        return ExitStatus.OK;
    }

    private Workload workload() {
        return Arrays.stream(Workload.values())
                .filter(known -> known.id().equals(workload))
                .findFirst()
                .orElseThrow(() -> new UserError(
                        "There is no workload " + workload + ".",
                        Arrays.stream(Workload.values())
                                .map(Workload::id)
                                .collect(Collectors.joining(", ", "There are ", "."))));
    }

    private void refuseNonsense(Workload chosen, Room room) {
        if (!threads.equals("platform") && !threads.equals("virtual")) {
            throw new UserError("There are no " + threads + " threads.", "There are platform and virtual.");
        }
        if (messages < 1 || senders < 1 || receivers < 1 || rounds < 1) {
            throw new UserError("Nothing can be measured with less than 1.", "Give each number 1 or more.");
        }
        if (chosen == Workload.SEQ && room.capacity() == 0) {
            throw new UserError("One thread alone cannot meet anybody.", "Choose another workload than seq.");
        }
    }

    private List<Round> run(Workload chosen, Room room) throws IOException, InterruptedException {
        List<Round> seen = new ArrayList<>();
        List<?> arguments = List.of(
                chosen.name(), room.implementation(), messages, senders, receivers, room.capacity(), threads, rounds);
        new MeasuringProgram(WorkloadProgram.class, arguments).run(line -> {
            String[] numbers = line.split(" ", 2);
            seen.add(new Round(Long.parseLong(numbers[0]), Long.parseLong(numbers[1])));
        });
        return seen;
    }

    private String json(Room room, List<Round> seen) {
        Machine machine = Machine.here();
        ObjectNode root = JSON.createObjectNode();
        root.put("schema", SCHEMA);
        root.put("workload", workload);
        root.put("implementation", room.implementation());
        root.put("threads", threads);
        root.put("senders", senders);
        root.put("receivers", receivers);
        root.put("capacity", room.isLimited() ? room.capacity() : null);
        root.put("messages", seen.getFirst().moved());
        root.put("messagesPerSecond", median(seen));
        ArrayNode each = root.putArray("rounds");
        seen.forEach(round -> each.add(Math.round(round.perSecond())));
        root.put("machine", machine.line());
        ArrayNode caveats = root.putArray("caveats");
        machine.caveats().forEach(caveats::add);
        return root.toPrettyString();
    }

    private static long median(List<Round> seen) {
        List<Double> sorted = seen.stream().map(Round::perSecond).sorted().toList();
        return Math.round(sorted.get(sorted.size() / 2));
    }
}
