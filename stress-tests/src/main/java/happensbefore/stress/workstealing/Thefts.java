package happensbefore.stress.workstealing;

import happensbefore.workstealing.ChaseLevDeque.Steal;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Steals as an actor makes them.
final class Thefts {
    private Thefts() {}

    /// What was stolen, or null when there was nothing: who loses tries again.
    static <T> @Nullable T untilTold(Supplier<Steal<T>> victim) {
        for (; ; ) {
            switch (victim.get()) {
                case Steal.Stolen<T>(T item) -> {
                    return item;
                }
                case Steal.Empty<T> _ -> {
                    return null;
                }
                case Steal.Lost<T> _ -> Thread.onSpinWait();
            }
        }
    }

    static int number(@Nullable Integer item) {
        return item == null ? 0 : item;
    }
}
