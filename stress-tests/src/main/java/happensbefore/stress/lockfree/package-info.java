/// The lock-free patterns under stress: plain, at work, and broken on purpose where that teaches.
@NullMarked
package happensbefore.stress.lockfree;

import org.jspecify.annotations.NullMarked;
