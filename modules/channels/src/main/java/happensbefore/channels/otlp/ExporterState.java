package happensbefore.channels.otlp;

import java.util.Set;

/// Where an exporter is in its life.
public enum ExporterState {
    /// Not started: exports wait.
    IDLE,
    /// Exports are sent.
    RUNNING,
    /// Exports wait.
    PAUSED,
    /// Exports are refused, for good.
    STOPPED;

    // @start region="next"
    /// The states that may follow.
    public Set<ExporterState> next() {
        return switch (this) {
            case IDLE, PAUSED -> Set.of(RUNNING, STOPPED);
            case RUNNING -> Set.of(PAUSED, STOPPED);
            case STOPPED -> Set.of();
        };
    }
    // @end
}
