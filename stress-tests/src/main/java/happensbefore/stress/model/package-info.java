/// The memory model itself, as litmus tests: what plain fields may show and what `volatile` rules out.
@NullMarked
package happensbefore.stress.model;

import org.jspecify.annotations.NullMarked;
