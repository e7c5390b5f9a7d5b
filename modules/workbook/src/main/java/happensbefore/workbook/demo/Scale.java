package happensbefore.workbook.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A picture's axis of time: its unit, and where its ticks are.
///
/// @param perUnit nanoseconds
record Scale(String unit, long perUnit) {
    private static final long[] STEPS = {1, 2, 5, 10};

    static Scale of(long nanos) {
        if (nanos >= 2_000_000_000L) {
            return new Scale("s", 1_000_000_000);
        }
        return nanos >= 2_000_000 ? new Scale("ms", 1_000_000) : new Scale("us", 1_000);
    }

    /// Where the ticks are, in nanoseconds: at 0 and at round numbers, no more than `most`.
    List<Long> ticks(long nanos, int most) {
        long step = step(nanos, Math.max(1, most));
        List<Long> ticks = new ArrayList<>();
        for (long at = 0; at <= nanos; at += step) {
            ticks.add(at);
        }
        return ticks;
    }

    private static long step(long nanos, int most) {
        for (long decade = 1; ; decade *= 10) {
            for (long step : STEPS) {
                if (nanos / (decade * step) < most) {
                    return decade * step;
                }
            }
        }
    }

    /// `2.5`, for a tick.
    String tick(long nanos) {
        return String.format(Locale.ROOT, "%.3f", (double) nanos / perUnit).replaceFirst("\\.?0+$", "");
    }

    /// `2.512`.
    String number(long nanos) {
        return String.format(Locale.ROOT, "%.3f", (double) nanos / perUnit);
    }

    /// `2.512 ms`.
    String exact(long nanos) {
        return number(nanos) + " " + unit;
    }
}
