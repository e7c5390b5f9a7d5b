package happensbefore.workbook.demo;

import happensbefore.telemetry.receiver.ReceivedSpan;
import java.util.List;
import java.util.Optional;

/// The part of a run that is drawn.
///
/// @param begin nanoseconds since 1970-01-01T00:00Z, and so is `end`
/// @param whole whether that is all of the run
record Window(long begin, long end, boolean whole) {
    /// What is left free on each side of a focus that is longer than the other spans allow, as a share of it.
    private static final double MARGIN = 0.1;

    /// The longest around the focus, or around the middle, with no more spans than `most`; but never less than the
    /// focus.
    ///
    /// @param spans at least one
    static Window of(List<ReceivedSpan> spans, Optional<ReceivedSpan> focus, int most) {
        long first =
                spans.stream().mapToLong(ReceivedSpan::startEpochNanos).min().orElseThrow();
        long last = spans.stream().mapToLong(ReceivedSpan::endEpochNanos).max().orElseThrow() + 1;
        if (spans.size() <= most) {
            return new Window(first, last, true);
        }
        long middle = focus.map(span -> span.startEpochNanos() + span.durationNanos() / 2)
                .orElse(first + (last - first) / 2);
        long least = focus.map(span -> (long) (span.durationNanos() * (0.5 + MARGIN)))
                .orElse(1L);
        long little = 0;
        long much = last - first;
        while (much - little > 1) {
            long half = little + (much - little) / 2;
            Window tried = new Window(middle - half, middle + half, false);
            if (spans.stream().filter(tried::shows).count() <= most) {
                little = half;
            } else {
                much = half;
            }
        }
        long half = Math.max(least, little);
        return new Window(Math.max(first, middle - half), Math.min(last, middle + half), false);
    }

    long nanos() {
        return end - begin;
    }

    boolean holds(long epochNanos) {
        return begin <= epochNanos && epochNanos < end;
    }

    boolean shows(ReceivedSpan span) {
        return holds(span.startEpochNanos()) || (span.startEpochNanos() < begin && span.endEpochNanos() > begin);
    }
}
