package happensbefore.benchmarks.otlpsystem;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// What a gateway's process says of itself.
///
/// @param p50 and `p99` from receipt to export since the last mark, in nanoseconds
/// @param heap the least that a collection left since the last look, in bytes
/// @param buffers outside the heap, in bytes
/// @param threads of the platform
record LoadState(
        long received,
        long exported,
        long dropped,
        long queued,
        long inFlight,
        long p50,
        long p99,
        long heap,
        long buffers,
        long threads) {
    static LoadState of(String line) {
        long[] all = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
        return new LoadState(all[0], all[1], all[2], all[3], all[4], all[5], all[6], all[7], all[8], all[9]);
    }

    String toLine() {
        return LongStream.of(received, exported, dropped, queued, inFlight, p50, p99, heap, buffers, threads)
                .mapToObj(Long::toString)
                .collect(Collectors.joining(" "));
    }

    /// What no account has: 0, or the books are wrong.
    long missing() {
        return received - exported - dropped - queued - inFlight;
    }
}
