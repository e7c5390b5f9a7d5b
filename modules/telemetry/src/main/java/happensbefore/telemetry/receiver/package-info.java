/// An OTLP receiver on loopback, inside the process, and what it received.
@NullMarked
package happensbefore.telemetry.receiver;

import org.jspecify.annotations.NullMarked;
