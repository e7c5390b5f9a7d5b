/// Builds the OpenTelemetry SDK, the only place that does.
@NullMarked
package happensbefore.telemetry;

import org.jspecify.annotations.NullMarked;
