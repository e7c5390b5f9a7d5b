package happensbefore.otlpsystem.otlp;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// One value of one metric, now.
///
/// @param labels never changed again
record Figure(OwnMetric metric, SequencedMap<String, String> labels, double value) {
    private static final int MOST_LABEL = 200;
    private static final double LARGEST_WHOLE = 0x1.0p53;

    /// @param labels names and values, in turns
    static Figure of(OwnMetric metric, double value, String... labels) {
        SequencedMap<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            String text = labels[i + 1];
            map.put(labels[i], text.length() > MOST_LABEL ? text.substring(0, MOST_LABEL) : text);
        }
        return new Figure(metric, map, value);
    }

    /// In Prometheus's text format 0.0.4.
    String line() {
        StringBuilder text = new StringBuilder(metric.prometheusName());
        String separator = "{";
        for (Map.Entry<String, String> label : labels.entrySet()) {
            text.append(separator)
                    .append(label.getKey())
                    .append("=\"")
                    .append(escaped(label.getValue()))
                    .append('"');
            separator = ",";
        }
        return text.append(labels.isEmpty() ? " " : "} ").append(number()).toString();
    }

    private String number() {
        boolean whole = value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE;
        return whole ? Long.toString((long) value) : Double.toString(value);
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
