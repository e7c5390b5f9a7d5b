package happensbefore.benchmarks;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// What a benchmark class compares, for the report.
///
/// The class has a JMH `@Param String implementation`; its values are the names used here. Ratios are of throughput
/// (or of inverse time), ours over the peer's, all from one run.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Compare {
    /// The ratio that counts as level. Below 1, as the interval of two equals never lies wholly at or above 1.
    double LEVEL = 0.9;

    /// What is asked, in one sentence.
    String question();

    /// The pattern's id, as in the README's table: `L3`.
    String pattern();

    /// The value of `implementation` that is ours.
    String ours();

    /// The peers; the first is the baseline of the charts.
    Claim[] against();

    /// The numbers of threads to measure at, where all the implementations allow it. Empty: as JMH's annotations say,
    /// and one thread where they say nothing.
    int[] threads() default {};

    /// A peer and the ratio that is claimed against it, [#LEVEL] for one as fast; 0 claims nothing and only measures.
    @interface Claim {
        String peer();

        double atLeast() default 0;
    }
}
