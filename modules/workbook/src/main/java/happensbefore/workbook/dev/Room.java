package happensbefore.workbook.dev;

import happensbefore.benchmarks.channels.Workload;
import happensbefore.workbook.cli.UserError;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is measured, and how many messages have room in it.
///
/// @param implementation a name that [Workload#implementations] has
/// @param capacity 0 where each message is handed over, [#UNBOUNDED] without a limit
record Room(String implementation, int capacity) {
    static final int UNBOUNDED = Integer.MAX_VALUE;
    private static final int DEFAULT = 1024;

    private static final Set<String> NEVER_ANY = Set.of("Channel.rendezvous", "SynchronousQueue");
    private static final Set<String> LIMITED = Set.of("Channel.bounded", "ArrayBlockingQueue");

    /// @param name as the user gave it; `Channel` leaves the kind to the capacity
    /// @param capacity as the user gave it; null when not
    /// @throws UserError when there is no such thing
    static Room of(String name, @Nullable String capacity) {
        if (name.equals("Channel")) {
            int room = capacity == null ? DEFAULT : parse(capacity);
            return new Room(
                    room == 0 ? "Channel.rendezvous" : room == UNBOUNDED ? "Channel.unbounded" : "Channel.bounded",
                    room);
        }
        if (!Workload.implementations().contains(name)) {
            throw new UserError(
                    "Nothing is called " + name + ".",
                    "There are Channel, " + String.join(", ", Workload.implementations()) + ".");
        }
        int room = capacity == null ? ownRoom(name) : parse(capacity);
        boolean fits = LIMITED.contains(name) ? room > 0 && room < UNBOUNDED : room == ownRoom(name);
        if (!fits) {
            throw new UserError(
                    name + " cannot have a capacity of " + capacity + ".",
                    LIMITED.contains(name) ? "Give a number from 1 on." : "Leave --capacity out.");
        }
        return new Room(name, room);
    }

    boolean isLimited() {
        return capacity < UNBOUNDED;
    }

    private static int ownRoom(String name) {
        return NEVER_ANY.contains(name) ? 0 : LIMITED.contains(name) ? DEFAULT : UNBOUNDED;
    }

    private static int parse(String capacity) {
        if (capacity.equals("unbounded")) {
            return UNBOUNDED;
        }
        try {
            int room = Integer.parseInt(capacity);
            if (room >= 0 && room < UNBOUNDED) {
                return room;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new UserError("There is no capacity " + capacity + ".", "Give 0, a number, or unbounded.");
    }
}
