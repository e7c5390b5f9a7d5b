package happensbefore.workbook.bench;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/// One implementation's score in one benchmark at one number of threads.
///
/// @param type the benchmark's class
/// @param method the benchmark's method or group
/// @param unit as JMH writes it: `ops/us`
/// @param samples the mean of each fork; where there are fewer than five forks, each iteration of all forks instead,
///     which depend on each other, so that the interval is too narrow
public record Score(String type, String method, String implementation, int threads, String unit, List<Double> samples) {
    static final double CONFIDENCE = 0.999;
    static final int ENOUGH_FORKS = 5;

    public Score {
        samples = List.copyOf(samples);
    }

    static Score of(
            String type, String method, String implementation, int threads, String unit, List<List<Double>> forks) {
        List<Double> samples = new ArrayList<>();
        for (List<Double> iterations : forks) {
            if (forks.size() >= ENOUGH_FORKS) {
                samples.add(iterations.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElseThrow());
            } else {
                samples.addAll(iterations);
            }
        }
        return new Score(type, method, implementation, threads, unit, samples);
    }

    double mean() {
        return StatUtils.mean(array());
    }

    /// The standard error of the mean; NaN for a single sample.
    double standardError() {
        return samples.size() < 2 ? Double.NaN : Math.sqrt(StatUtils.variance(array()) / samples.size());
    }

    /// Half the width of the 99.9% confidence interval of the mean (Student's t); NaN for a single sample.
    double error() {
        return samples.size() < 2 ? Double.NaN : standardError() * quantile(samples.size() - 1);
    }

    /// Whether more is better: operations a time, not time an operation.
    boolean isThroughput() {
        return unit.startsWith("ops/");
    }

    /// Whether both measure the same thing and differ at most in the implementation or the time of measuring.
    boolean sameBenchmark(Score other) {
        return type.equals(other.type) && method.equals(other.method) && threads == other.threads;
    }

    /// Whether the other is of this method, or of another class.
    boolean sameMethod(Score other) {
        return method.equals(other.method) || !type.equals(other.type);
    }

    static double quantile(double degreesOfFreedom) {
        return new TDistribution(degreesOfFreedom).inverseCumulativeProbability(1 - (1 - CONFIDENCE) / 2);
    }

    private double[] array() {
        return samples.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
