package happensbefore.exercises.exportledger;

import static happensbefore.testkit.Interleavings.op;

import happensbefore.testkit.Interleavings;
import io.opentelemetry.api.OpenTelemetry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interleave")
class ExportLedgerInterleaveTest {
    public static class Books {
        private final ExportLedger ledger =
                new ExportLedger(OpenTelemetry.noop().getMeter("test"));

        public void settle(int exported, int queueFull, int rejected) {
            ledger.settle(exported, queueFull, rejected);
        }

        public String totals() {
            return ledger.totals().toString();
        }
    }

    @Test
    void totalsAreOfOneMoment() {
        Interleavings.of(Books.class)
                .invocations(500)
                .thread(op("settle", 8, 2, 1))
                .thread(op("totals"))
                .check();
    }

    @Test
    void noBatchIsLost() {
        Interleavings.of(Books.class)
                .invocations(500)
                .thread(op("settle", 8, 2, 1))
                .thread(op("settle", 40, 0, 3))
                .post("totals")
                .check();
    }
}
