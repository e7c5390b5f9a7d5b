package happensbefore.stress.lockfree;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import happensbefore.lockfree.BrokenTwoFieldConfig.Settings;
import happensbefore.lockfree.ConfigCell;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;
/// One thread reads a configuration cell while another updates both settings, again and again.

@JCStressTest
@Outcome(id = "true, true", expect = ACCEPTABLE, desc = "Each configuration was seen whole, with its version.")
@Outcome(id = "false, .*", expect = FORBIDDEN, desc = "The reader saw settings of two configurations.")
@Outcome(id = "true, false", expect = FORBIDDEN, desc = "The reader saw a configuration with another one's version.")
@State
public class ConfigurationsAreNeverTornStress {
    private static final int TIMES = 32;

    private static final List<Settings> ALL = IntStream.rangeClosed(0, TIMES)
            .mapToObj(number -> new Settings("host-" + number, number))
            .toList();

    private final ConfigCell<Settings> config = new ConfigCell<>(ALL.getFirst());

    @Actor
    public void writer() {
        for (int i = 1; i <= TIMES; i++) {
            Settings next = ALL.get(i);
            config.update(_ -> next);
        }
    }

    @Actor
    public void reader(ZZ_Result r) {
        r.r1 = true;
        r.r2 = true;
        for (int i = 0; i < TIMES; i++) {
            ConfigCell.Versioned<Settings> seen = config.current();
            int number = seen.value().timeoutMillis();
            r.r1 &= seen.value().equals(ALL.get(number));
            r.r2 &= seen.version() == number + 1;
        }
    }
}
