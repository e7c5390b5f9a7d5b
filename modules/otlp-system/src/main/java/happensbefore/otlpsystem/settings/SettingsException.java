package happensbefore.otlpsystem.settings;

/// What is wrong in a file of settings: `gateway.yaml:7: answer: ...`, with the allowed values.
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SettingsException(String file, int line, String key, String message) {
        super(file + (line > 0 ? ":" + line : "") + ": " + (key.isEmpty() ? "" : key + ": ") + message);
    }
}
