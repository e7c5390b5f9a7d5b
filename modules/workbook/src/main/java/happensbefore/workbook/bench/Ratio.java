package happensbefore.workbook.bench;

/// How many times faster one score is than another, with its 99.9% confidence interval.
///
/// The ratio of the means; its standard error by the delta method, from the relative standard errors of both means; the
/// interval by Student's t with Welch and Satterthwaite's degrees of freedom.
///
/// @param value above 1 when ours is faster, whatever the unit
/// @param error half the width of the interval; NaN when one of the scores has a single sample
record Ratio(double value, double error) {

    static Ratio of(Score ours, Score peer) {
        if (!ours.unit().equals(peer.unit())) {
            throw new IllegalArgumentException("Cannot compare " + ours.unit() + " with " + peer.unit());
        }
        Score faster = ours.isThroughput() ? ours : peer;
        Score base = ours.isThroughput() ? peer : ours;
        double value = faster.mean() / base.mean();
        double a = square(faster.standardError() / faster.mean());
        double b = square(base.standardError() / base.mean());
        if (Double.isNaN(a + b) || Double.isInfinite(a + b)) {
            return new Ratio(value, Double.NaN);
        }
        if (a + b == 0) {
            return new Ratio(value, 0);
        }
        double freedom = square(a + b)
                / (square(a) / (faster.samples().size() - 1)
                        + square(b) / (base.samples().size() - 1));
        return new Ratio(value, value * Math.sqrt(a + b) * Score.quantile(freedom));
    }

    double low() {
        return value - error;
    }

    double high() {
        return value + error;
    }

    /// What the interval says of a claim that the ratio is at least `bound`.
    Decision decide(double bound) {
        if (Double.isNaN(error)) {
            return Decision.NOT_DECIDED;
        }
        if (low() >= bound) {
            return Decision.MET;
        }
        return high() < bound ? Decision.MISSED : Decision.NOT_DECIDED;
    }

    private static double square(double x) {
        return x * x;
    }

    enum Decision {
        MET("met"),
        MISSED("missed"),
        /// The interval includes the bound.
        NOT_DECIDED("not decided");

        private final String words;

        Decision(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
