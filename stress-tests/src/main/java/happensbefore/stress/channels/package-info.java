/// Stress tests of the channels: what is handed over is never lost, doubled or torn, whichever side goes away.
@NullMarked
package happensbefore.stress.channels;

import org.jspecify.annotations.NullMarked;
