package happensbefore.exercises.exportledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import happensbefore.exercises.exportledger.ExportLedger.Totals;
import io.opentelemetry.api.OpenTelemetry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExportLedgerTest {
    private final ExportLedger ledger = new ExportLedger(OpenTelemetry.noop().getMeter("test"));

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aNewLedgerIsEmpty() {
        assertThat(ledger.totals()).as("Nothing was settled.").isEqualTo(new Totals(0, 0, 0, 0));
    }

    @Test
    void batchesAddUp() {
        ledger.settle(508, 4, 0);
        ledger.settle(100, 0, 12);
        assertThat(ledger.totals())
                .as("The totals are the sums over both batches, and received is all spans together.")
                .isEqualTo(new Totals(624, 608, 4, 12));
    }

    @Test
    void aNegativeNumberIsRefusedAndNothingIsCounted() {
        assertThatThrownBy(() -> ledger.settle(-1, 0, 0))
                .as("A negative number of exported spans is refused.")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ledger.settle(5, -1, 0))
                .as("A negative number of spans dropped at the queue is refused.")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ledger.settle(5, 5, -1))
                .as("A negative number of rejected spans is refused.")
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(ledger.totals())
                .as("A batch with a negative number leaves no trace in the totals.")
                .isEqualTo(new Totals(0, 0, 0, 0));
    }

    @Test
    void theTotalsStayReadableAfterClose() {
        ledger.settle(1, 1, 1);
        ledger.close();
        assertThat(ledger.totals())
                .as("`close` ends the reporting, not the books.")
                .isEqualTo(new Totals(3, 1, 1, 1));
        ledger.settle(1, 0, 0);
        assertThat(ledger.totals())
                .as("After `close` the books go on: a batch that is settled counts.")
                .isEqualTo(new Totals(4, 2, 1, 1));
    }

    @Test
    void aBatchMayBeAsLargeAsItsNumbersAllow() {
        ledger.settle(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
        assertThat(ledger.totals())
                .as("Each number of a batch fits into an int; their sum does not.")
                .isEqualTo(new Totals(3L * Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE));
    }
}
