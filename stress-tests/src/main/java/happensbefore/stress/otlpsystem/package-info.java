/// Stress tests of otlp-system: its books, its memory and its sampler, where two threads meet.
@NullMarked
package happensbefore.stress.otlpsystem;

import org.jspecify.annotations.NullMarked;
