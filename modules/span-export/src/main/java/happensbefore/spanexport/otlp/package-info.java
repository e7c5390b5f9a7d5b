/// Standard span processors and exporters for the OpenTelemetry SDK, over the plain patterns.
@NullMarked
package happensbefore.spanexport.otlp;

import org.jspecify.annotations.NullMarked;
