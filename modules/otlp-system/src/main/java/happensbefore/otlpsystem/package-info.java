/// The parts of a gateway that know nothing of telemetry: its books, its memory, its hand-over between
/// stages, and who decides about a trace.
@NullMarked
package happensbefore.otlpsystem;

import org.jspecify.annotations.NullMarked;
