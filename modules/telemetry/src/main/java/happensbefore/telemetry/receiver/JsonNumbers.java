package happensbefore.telemetry.receiver;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/// ProtoJSON's numbers: each may also stand in a string, and a whole one may have a fraction of zero or an
/// exponent.
final class JsonNumbers {
    /// No 64-bit number has more digits, so none is computed that has.
    private static final int MAX_DIGITS = 20;

    private JsonNumbers() {}

    static int int32(JsonParser in, boolean unsigned) throws IOException {
        return whole(in, Integer.SIZE, unsigned).intValue();
    }

    static long int64(JsonParser in, boolean unsigned) throws IOException {
        return whole(in, Long.SIZE, unsigned).longValue();
    }

    static double float64(JsonParser in) throws IOException {
        String text = text(in);
        return switch (text) {
            case "NaN" -> Double.NaN;
            case "Infinity" -> Double.POSITIVE_INFINITY;
            case "-Infinity" -> Double.NEGATIVE_INFINITY;
            default -> decimal(in, text).doubleValue();
        };
    }

    private static BigInteger whole(JsonParser in, int bits, boolean unsigned) throws IOException {
        BigDecimal decimal = decimal(in, text(in));
        if (decimal.signum() == 0) {
            return BigInteger.ZERO;
        }
        BigDecimal stripped = decimal.stripTrailingZeros();
        if (stripped.scale() > 0 || (long) stripped.precision() - stripped.scale() > MAX_DIGITS) {
            throw JsonReader.unexpected(in, "a whole number of " + bits + " bits");
        }
        BigInteger number = stripped.toBigIntegerExact();
        boolean fits = unsigned ? number.signum() > 0 && number.bitLength() <= bits : number.bitLength() < bits;
        if (!fits) {
            throw JsonReader.unexpected(in, (unsigned ? "an unsigned" : "a signed") + " number of " + bits + " bits");
        }
        return number;
    }

    private static String text(JsonParser in) throws IOException {
        return in.currentToken().isNumeric() ? in.getText() : JsonReader.text(in, "a number");
    }

    private static BigDecimal decimal(JsonParser in, String text) throws IOException {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw JsonReader.unexpected(in, "a number");
        }
    }
}
