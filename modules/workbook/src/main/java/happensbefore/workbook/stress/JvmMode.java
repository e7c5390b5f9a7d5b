package happensbefore.workbook.stress;

import happensbefore.stress.driver.JcstressConfig;
import java.util.List;
import java.util.random.RandomGenerator;
import org.openjdk.jcstress.vm.CompileMode;

/// How a fork's JVM compiles the actors, which decides what reorderings the compiler can show.
///
/// @param name for progress and reports
/// @param compileMode jcstress's number: unified, or one compiler an actor
/// @param flags JVM flags, with the seed of a randomized compiler
record JvmMode(String name, int compileMode, List<String> flags) {
    JvmMode {
        flags = List.copyOf(flags);
    }

    /// The mode of a JVM that several tests share, one after another.
    static JvmMode shared() {
        return new JvmMode("plain, shared", JcstressConfig.unified(), List.of());
    }

    /// The mode of a round. The first is the JVM as everyone runs it; later ones randomize C2's scheduling with a new
    /// seed each: split compilation finds a missing `volatile`, unified a racy publication, so the two alternate.
    static JvmMode of(int round, int actors, boolean termination, RandomGenerator random) {
        if (round == 0) {
            return new JvmMode("plain", JcstressConfig.unified(), List.of());
        }
        int seed = random.nextInt(1, Integer.MAX_VALUE);
        if (termination || round % 2 == 0) {
            return new JvmMode("C2 stress, unified", JcstressConfig.unified(), c2Stress(seed));
        }
        int[] cases = CompileMode.casesFor(actors, true, true);
        boolean firstSplit = round == 1;
        int split = firstSplit ? allC2(cases, actors) : cases[random.nextInt(cases.length)];
        return new JvmMode(firstSplit ? "C2 stress, split" : "C2 stress, split at random", split, c2Stress(seed));
    }

    private static int allC2(int[] cases, int actors) {
        for (int candidate : cases) {
            boolean all = true;
            for (int actor = 0; actor < actors; actor++) {
                all &= CompileMode.isC2(candidate, actor);
            }
            if (all) {
                return candidate;
            }
        }
        throw new IllegalStateException("jcstress has no mode with C2 for all actors");
    }

    private static List<String> c2Stress(int seed) {
        return List.of(
                "-XX:+StressLCM", "-XX:+StressGCM", "-XX:+StressIGVN", "-XX:+StressCCP", "-XX:StressSeed=" + seed);
    }
}
