package happensbefore.spanexport;

/// A circuit breaker let an export not through: the backend has failed too often just now. It was not tried.
public final class CircuitOpenException extends Exception {
    private static final long serialVersionUID = 1;

    public CircuitOpenException() {
        super("the circuit breaker is open");
    }
}
