package happensbefore.otlpsystem;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ServiceLatenciesTest {
    @Test
    void servicesPastTheLimitShareOneEntry() {
        ServiceLatencies services = new ServiceLatencies(2);
        for (String name : new String[] {"a", "b", "c", "d", "a"}) {
            services.of(name).durations().add(1, 1);
        }
        assertThat(services.all().keySet()).containsExactly(ServiceLatencies.OTHERS, "a", "b");
        assertThat(services.of("a").durations().count()).isEqualTo(2);
        assertThat(services.of("d").durations().count()).isEqualTo(2);
    }
}
