/// The gateway itself: OTLP in, enriched, and out to several backends.
@NullMarked
package happensbefore.otlpsystem.otlp;

import org.jspecify.annotations.NullMarked;
