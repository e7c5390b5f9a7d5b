package happensbefore.workbook.dev;

import happensbefore.workbook.ladder.Verdict;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Counts what was proved and tells it as it comes. One thread's.
final class Tally {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    private final PrintWriter out;
    private final long started = System.nanoTime();
    private final Map<String, Integer> open = new HashMap<>();
    private final Map<String, Duration> spent = new HashMap<>();
    private final Map<String, Integer> refused = new HashMap<>();
    private final Map<Claim.Kind, Set<String>> proved = new EnumMap<>(Claim.Kind.class);
    private final Set<String> broken = new HashSet<>();
    private final List<Claim> outstanding = new ArrayList<>();
    private final Set<String> exercises = new LinkedHashSet<>();
    private final Map<String, Integer> unchanged = new TreeMap<>();
    private int otherwise;

    Tally(PrintWriter out) {
        this.out = out;
    }

    /// An exercise was proved then, and stands.
    void unchanged(Instant proved) {
        unchanged.merge(MINUTE.format(proved.atZone(ZoneId.systemDefault())), 1, Integer::sum);
    }

    void expect(List<Claim> claims) {
        outstanding.addAll(claims);
        for (Claim claim : claims) {
            exercises.add(claim.exercise().id());
            open.merge(claim.exercise().id(), 1, Integer::sum);
        }
        out.printf("%d exercises, %d climbs%n", exercises.size(), claims.size());
        out.flush();
    }

    void refused(Refusal refusal) {
        out.println(refusal);
        out.flush();
    }

    /// A planted bug was caught otherwise than declared, and is tried once more.
    void otherwise(Refusal refusal) {
        otherwise++;
        out.printf("%s%n  It is caught, and tried once more.%n", refusal);
        out.flush();
    }

    void asClaimed(Claim claim, Verdict verdict) {
        proved.computeIfAbsent(claim.kind(), kind -> new HashSet<>()).add(key(claim));
        ended(claim, verdict);
    }

    void refused(Claim claim, Verdict verdict, Refusal refusal) {
        broken.add(key(claim));
        refused.merge(claim.exercise().id(), 1, Integer::sum);
        refused(refusal);
        ended(claim, verdict);
    }

    /// The claims that got no verdict.
    List<Claim> missing() {
        return List.copyOf(outstanding);
    }

    /// Prints the counts.
    void close(int refusals) {
        proved.values().forEach(keys -> keys.removeAll(broken));
        out.printf(
                "%d exercises, %d originals fail as declared, %d solutions pass, %d planted bugs caught (%.1f s)%n",
                exercises.size(),
                count(Claim.Kind.ORIGINAL),
                count(Claim.Kind.SOLUTION),
                count(Claim.Kind.BUG),
                (System.nanoTime() - started) / 1e9);
        if (!unchanged.isEmpty()) {
            out.printf(
                    "%d exercises were proved before and have not changed: %s%n",
                    unchanged.values().stream().mapToInt(Integer::intValue).sum(),
                    unchanged.entrySet().stream()
                            .map(run -> run.getValue() + " on " + run.getKey())
                            .collect(Collectors.joining(", ")));
        }
        if (otherwise > 0) {
            out.printf("%d caught otherwise than declared at first: find out why%n", otherwise);
        }
        if (refusals > 0) {
            out.printf("%d refused%n", refusals);
        }
        out.flush();
    }

    private void ended(Claim claim, Verdict verdict) {
        outstanding.remove(claim);
        String id = claim.exercise().id();
        Duration sum = spent.merge(id, verdict.spent(), Duration::plus);
        if (open.merge(id, -1, Integer::sum) == 0) {
            int wrong = refused.getOrDefault(id, 0);
            out.printf(
                    "%-28s %s  %5.1f s%n",
                    id, wrong == 0 ? "as declared" : wrong + " refused  ", sum.toMillis() / 1000.0);
            out.flush();
        }
    }

    private int count(Claim.Kind kind) {
        return proved.getOrDefault(kind, Set.of()).size();
    }

    private static String key(Claim claim) {
        return claim.exercise().id() + ", " + claim.name();
    }
}
