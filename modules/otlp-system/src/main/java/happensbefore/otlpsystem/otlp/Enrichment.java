package happensbefore.otlpsystem.otlp;

import java.util.List;

/// What a stage makes of a shipment. For any number of threads at once.
interface Enrichment {
    /// @param out to be sent on
    /// @param sampledOut items of traces that are not kept
    /// @param early items of traces that are not kept because there was no room to wait
    /// @param waiting by how much more, or less, what waits here weighs than before
    record Outcome(List<Shipment> out, long sampledOut, long early, long waiting) {
        static final Outcome NOTHING = new Outcome(List.of(), 0, 0, 0);

        long weight() {
            return out.stream().mapToLong(Shipment::weight).sum();
        }
    }

    Outcome enrich(Shipment shipment);

    /// Called now and then.
    default Outcome tick() {
        return Outcome.NOTHING;
    }

    /// What is left, when nothing will follow.
    default Outcome end() {
        return Outcome.NOTHING;
    }
}
