package happensbefore.workbook.bench;

import happensbefore.workbook.machine.Machine;
import java.util.List;

/// All that one run of benchmarks measured, and where.
///
/// @param when in ISO 8601, UTC
/// @param command what to type to repeat it
/// @param settings forks, iterations and their length, in words
/// @param caveats what weakens the numbers, as known before the run
public record Run(
        String when, String command, String settings, Machine machine, List<String> caveats, List<Score> scores) {
    public Run {
        caveats = List.copyOf(caveats);
        scores = List.copyOf(scores);
    }

    boolean isQuick() {
        return command.contains(" --quick");
    }
}
