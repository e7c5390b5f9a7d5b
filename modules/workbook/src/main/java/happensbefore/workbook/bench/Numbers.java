package happensbefore.workbook.bench;

import java.util.Locale;

/// Numbers as reports show them: as many digits as the error leaves meaning to.
final class Numbers {
    private Numbers() {}

    /// `12.34 ± 0.56`; without the error when it is not known.
    static String withError(double value, double error, String plusMinus) {
        int decimals = decimals(value, error);
        String shown = fixed(value, decimals);
        return Double.isNaN(error)
                ? shown + " (error unknown)"
                : shown + " " + plusMinus + " " + fixed(error, decimals);
    }

    /// `1.5`, `2`: a bound as the source writes it.
    static String bound(double bound) {
        return bound == Math.rint(bound) ? fixed(bound, 0) : String.valueOf(bound);
    }

    private static int decimals(double value, double error) {
        double scale = Double.isNaN(error) || error == 0 ? Math.abs(value) / 100 : error;
        if (scale <= 0 || Double.isInfinite(scale) || Double.isNaN(scale)) {
            return 2;
        }
        return Math.clamp(1 - (long) Math.floor(Math.log10(scale)), 0, 4);
    }

    private static String fixed(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
