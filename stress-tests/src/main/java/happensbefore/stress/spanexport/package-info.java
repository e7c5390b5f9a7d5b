/// Stress tests of span-export.
@NullMarked
package happensbefore.stress.spanexport;

import org.jspecify.annotations.NullMarked;
