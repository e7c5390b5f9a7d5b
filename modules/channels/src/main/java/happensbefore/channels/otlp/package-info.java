/// The channel patterns at work on spans and exporters: context travels with each message, and no drop goes
/// uncounted.
@NullMarked
package happensbefore.channels.otlp;

import org.jspecify.annotations.NullMarked;
