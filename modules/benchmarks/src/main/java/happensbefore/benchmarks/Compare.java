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
    /// What is asked, in one sentence.
    String question();

    /// The pattern's id, as in the README's table: `L3`.
    String pattern();

    /// The value of `implementation` that is ours.
    String ours();

    /// The peers; the first is the baseline of the charts.
    Claim[] against();

    /// The numbers of threads to measure at, where all the implementations allow it. Empty: as JMH's annotations say,
    /// and
    /// one thread where they say nothing.
    int[] threads() default {};

    /// A peer and the ratio that is claimed against it; 0 claims nothing and only measures.
    @interface Claim {
        String peer();

        double atLeast() default 0;
    }
}
