package happensbefore.benchmarks.otlpsystem;

import happensbefore.otlpsystem.TailSampler;
import happensbefore.otlpsystem.TraceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Tail samplers: spans wait until one of their trace is remarkable, or until its time is over.
interface Samplers {
    String OURS = "TailSampler";
    String ONE_LOCK = "one lock";
    String CONCURRENT_MAP = "ConcurrentHashMap";

    /// @return how many spans are kept now
    int offer(TraceId trace, Object span, boolean remarkable, long now);

    /// @return how many spans are dropped now
    long expire(long now);

    static Samplers of(String implementation, Duration patience, int remembered) {
        return switch (implementation) {
            case OURS -> new Striped(patience, remembered);
            case ONE_LOCK -> new OneLock(patience.toNanos(), remembered);
            case CONCURRENT_MAP -> new Concurrent(patience.toNanos());
            default -> throw new IllegalArgumentException("no sampler is named " + implementation);
        };
    }

    final class Striped implements Samplers {
        private final TailSampler<Object> sampler;

        Striped(Duration patience, int remembered) {
            sampler = new TailSampler<>(new TailSampler.Rule(patience, 0, Long.MAX_VALUE, remembered));
        }

        @Override
        public int offer(TraceId trace, Object span, boolean remarkable, long now) {
            return sampler.offer(trace, span, 1, remarkable, now).kept().size();
        }

        @Override
        public long expire(long now) {
            return sampler.expire(now).dropped();
        }
    }

    /// Two maps in the order of their traces, and `synchronized` around all of it.
    final class OneLock implements Samplers {
        private final LinkedHashMap<TraceId, Waiting> undecided = new LinkedHashMap<>(); // guarded by this
        private final LinkedHashMap<TraceId, Boolean> decided = new LinkedHashMap<>(); // guarded by this
        private final long patience;
        private final int remembered;

        private record Waiting(List<Object> spans, long until) {}

        OneLock(long patience, int remembered) {
            this.patience = patience;
            this.remembered = remembered;
        }

        @Override
        public synchronized int offer(TraceId trace, Object span, boolean remarkable, long now) {
            if (remarkable) {
                remember(trace, true);
                Waiting waiting = undecided.remove(trace);
                return waiting == null ? 1 : waiting.spans.size() + 1;
            }
            Boolean decision = decided.get(trace);
            if (decision != null) {
                return decision ? 1 : 0;
            }
            undecided
                    .computeIfAbsent(trace, _ -> new Waiting(new ArrayList<>(), now + patience))
                    .spans
                    .add(span);
            return 0;
        }

        @Override
        public synchronized long expire(long now) {
            long dropped = 0;
            Iterator<Map.Entry<TraceId, Waiting>> oldest = undecided.entrySet().iterator();
            while (oldest.hasNext()) {
                Map.Entry<TraceId, Waiting> next = oldest.next();
                if (next.getValue().until - now > 0) {
                    break;
                }
                oldest.remove();
                remember(next.getKey(), false);
                dropped += next.getValue().spans.size();
            }
            return dropped;
        }

        private void remember(TraceId trace, boolean keep) {
            decided.put(trace, keep);
            if (decided.size() > remembered) {
                decided.pollFirstEntry();
            }
        }
    }

    /// A lock for each trace, by the map's own; it has no order, so whoever looks for what is over looks at all.
    final class Concurrent implements Samplers {
        private final ConcurrentHashMap<TraceId, Trace> traces = new ConcurrentHashMap<>();
        private final long patience;

        private static final class Trace {
            final long until; // the others are guarded by the map's lock on this entry

            @Nullable
            List<Object> waiting = new ArrayList<>();

            boolean kept;

            Trace(long until) {
                this.until = until;
            }
        }

        Concurrent(long patience) {
            this.patience = patience;
        }

        @Override
        public int offer(TraceId trace, Object span, boolean remarkable, long now) {
            int[] kept = new int[1];
            traces.compute(trace, (_, known) -> {
                Trace entry = known == null ? new Trace(now + patience) : known;
                List<Object> waiting = entry.waiting;
                if (remarkable) {
                    kept[0] = waiting == null ? 1 : waiting.size() + 1;
                    entry.waiting = null;
                    entry.kept = true;
                } else if (waiting == null) {
                    kept[0] = entry.kept ? 1 : 0;
                } else {
                    waiting.add(span);
                }
                return entry;
            });
            return kept[0];
        }

        @Override
        public long expire(long now) {
            long[] dropped = new long[1];
            for (TraceId trace : traces.keySet()) {
                traces.computeIfPresent(trace, (_, entry) -> {
                    List<Object> waiting = entry.waiting;
                    if (waiting != null && entry.until - now <= 0) {
                        dropped[0] += waiting.size();
                        entry.waiting = null;
                    }
                    return entry.until + patience - now <= 0 ? null : entry; // remembered for as long again
                });
            }
            return dropped[0];
        }
    }
}
