package happensbefore.workbook.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {
    @Test
    void one_cpu_is_named_as_what_it_is() {
        assertThat(new Machine("cpu", 1, "os", "jvm").caveats()).anyMatch(caveat -> caveat.contains("one CPU only"));
        assertThat(new Machine("cpu", 64, "os", "jvm").caveats()).noneMatch(caveat -> caveat.contains("one CPU only"));
    }

    @Test
    void a_busy_machine_is_named_as_what_it_is() {
        Machine machine = new Machine("cpu", 4, "os", "jvm");

        assertThat(machine.busy(1.9)).isEmpty();
        assertThat(machine.busy(2.1))
                .hasValueSatisfying(text -> assertThat(text).contains("load average 2.1"));
    }

    @Test
    void this_machine_can_be_told() {
        assertThat(Machine.here().line()).contains("CPU").contains(System.getProperty("java.vm.version"));
    }
}
